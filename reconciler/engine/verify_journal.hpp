#pragma once

#include <optional>
#include <string>

#include "reconciler/core/history/chain.hpp"
#include "reconciler/ports/store.hpp"

namespace muster {

/// What checking the journal's chain came to.
struct JournalCheck {
  ChainHead head;                    ///< Of the entries that are as they were written.
  std::optional<ChainBreak> broken;  ///< The first entry that is not; nullopt when all are.
};

/// Walks the journal from the first entry that is kept. `noted_head`, when not empty, is a hash that somebody
/// noted earlier: the chain must lead through it, or its end was cut off or all of it written anew.
Result<JournalCheck> check_journal(Store& store, const std::string& noted_head);

}  // namespace muster
