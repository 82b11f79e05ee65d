#pragma once

#include <vector>

#include "reconciler/cli/complete/completion_list.hpp"

namespace muster {

/// Returns words of the fleet that the flags name: from its files and from its store, without a call to the
/// cloud. It prints nothing, asks nothing and creates no file. Slots are those of the last applied state.
std::vector<CompletionItem> fleet_words(FleetWord kind, const GivenFlags& given);

}  // namespace muster
