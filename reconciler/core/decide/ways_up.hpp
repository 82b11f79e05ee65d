#pragma once

#include "reconciler/core/decide/way.hpp"

namespace muster {

/// Machines more, of every size that is sold and of several sizes together, then larger sizes of machines
/// that are there.
std::vector<Way> ways_up(const WayTerms& terms);

}  // namespace muster
