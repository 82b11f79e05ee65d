#pragma once

#include <string>

#include "reconciler/core/history/journal_entry.hpp"

namespace muster {

/// "apply_started", "step_started", ...: which body an entry has.
const char* kind_of(const JournalBody& body);

/// A journal body as compact JSON. Fields are only ever added, so that older entries stay readable.
std::string encode_journal(const JournalBody& body);

/// The body again: decode(kind_of(b), encode(b)) == b. Unknown fields are ignored; a kind or text that is not
/// a journal's fails with invalid.
Result<JournalBody> decode_journal(const std::string& kind, const std::string& text);

}  // namespace muster
