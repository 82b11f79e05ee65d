#pragma once

#include <string>
#include <vector>

#include "reconciler/core/decide/inputs/decision.hpp"

namespace muster {

/// The notes of a decision, each fact once: several rules that miss the same readings tell it each.
std::vector<std::string> notes_of(const Decision& decision);

}  // namespace muster
