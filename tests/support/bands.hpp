#pragma once

#include <string>
#include <vector>

#include "tests/support/builders.hpp"

namespace muster::test {

/// Rounds of 30 s.
inline constexpr int kRoundsAnHour = 120;

/// A target with fixed headroom for every pool, all else as usual.
Policy band(std::vector<TargetLoad> loads = {TargetLoad{}});
/// A target with learned headroom as the loader makes it of a file that says no more.
Policy learned_band(std::vector<TargetLoad> loads = {TargetLoad{}});

/// One pool under that policy with room to grow: no load balancer, no cap, up to 60 machines, none of them
/// resized.
Scene a_roomy_pool(const Policy& policy, int machines, const std::string& size = "s-1vcpu-2gb");

/// Learns what is new in the scene's readings.
void look(Scene& scene);

}  // namespace muster::test
