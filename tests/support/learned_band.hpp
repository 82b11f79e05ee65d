#pragma once

#include <vector>

#include "tests/support/builders.hpp"

namespace muster::test {

/// A target with learned headroom as the loader makes it of a file that says no more.
Policy learned_band(std::vector<TargetLoad> loads = {TargetLoad{}});

/// Learns what is new in the scene's readings.
void look(Scene& scene);

}  // namespace muster::test
