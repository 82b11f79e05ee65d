#pragma once

#include <string>

#include "reconciler/core/history/journal_entry.hpp"

namespace muster {

/// "apply_started", "step_started", ...: the kind of an entry.
const char* kind_of(const JournalBody& body);

/// Returns a journal body as compact JSON. New versions only add fields, so that older entries stay readable.
std::string encode_journal(const JournalBody& body);

/// Parses a body: decode(kind_of(b), encode(b)) == b. Unknown fields are ignored. Fails with invalid for an
/// unknown kind or another text.
Result<JournalBody> decode_journal(const std::string& kind, const std::string& text);

}  // namespace muster
