#pragma once

#include <string>
#include <vector>

#include "reconciler/core/decide/inputs/decision.hpp"

namespace muster {

/// Returns the notes of a decision without duplicates: several rules can report the same missing readings.
std::vector<std::string> notes_of(const Decision& decision);

}  // namespace muster
