#pragma once

#include "reconciler/core/place/place.hpp"

namespace muster {

/// So many new agents of five kinds in equal parts, over 400 offers (40 sizes in 10 regions, each region at a
/// price level of its own): of no particular wishes, spread over regions, at most one on a machine, all in
/// one region, and each apart from its own kind. Requests vary from agent to agent between 0.1
/// and 1.5 vCPU and between 100 MiB and 4 GiB. The same number gives the same task.
PlaceTask agents_of_size(int agents);

}  // namespace muster
