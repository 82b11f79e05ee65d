#pragma once

#include <optional>
#include <string>

#include "reconciler/core/history/chain.hpp"
#include "reconciler/ports/store.hpp"

namespace muster {

/// The result of a check of the journal's chain.
struct JournalCheck {
  ChainHead head;                    ///< The end of the valid entries.
  std::optional<ChainBreak> broken;  ///< The first invalid entry; nullopt if all are valid.
};

/// Checks the journal from its first kept entry on. `noted_head`, if not empty, is an earlier recorded hash:
/// the chain must contain it, otherwise its end was removed or all of it was rewritten. Fails as the store
/// does.
Result<JournalCheck> check_journal(Store& store, const std::string& noted_head);

}  // namespace muster
