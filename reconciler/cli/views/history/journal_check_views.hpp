#pragma once

#include <string>

#include "reconciler/cli/views/layout/paint.hpp"
#include "reconciler/engine/verify_journal.hpp"

namespace muster {

/// "The journal is intact: 42 entries." and the head to note, or the first entry that is not as it was
/// written.
std::string journal_check_text(const JournalCheck& check, const Paint& paint);
std::string journal_check_markdown(const JournalCheck& check);
/// As schemas/journal-check.schema.json has it.
std::string journal_check_json(const JournalCheck& check);

}  // namespace muster
