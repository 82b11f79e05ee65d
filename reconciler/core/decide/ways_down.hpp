#pragma once

#include "reconciler/core/decide/way.hpp"

namespace muster {

/// Machines less; smaller or cheaper sizes. `why_not` tells what each may not: an agent without a place, a
/// load too near its line, a machine too young, too little saved for what is disturbed.
std::vector<Way> ways_down(const WayTerms& terms);
/// Where work comes to all machines alike: without the smaller ones the others may carry more than all of
/// them together do. The same refusals.
std::vector<Way> ways_without_smaller(const WayTerms& terms);

}  // namespace muster
