#pragma once

#include <string>

#include "reconciler/cli/views/layout/paint.hpp"
#include "reconciler/engine/verify_journal.hpp"

namespace muster {

/// "The journal is intact: 42 entries." with the head to record, or the first invalid entry.
std::string journal_check_text(const JournalCheck& check, const Paint& paint);
std::string journal_check_markdown(const JournalCheck& check);
/// As in schemas/journal-check.schema.json.
std::string journal_check_json(const JournalCheck& check);

}  // namespace muster
