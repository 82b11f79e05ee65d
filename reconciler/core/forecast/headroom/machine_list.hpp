#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace muster::forecast {

/// Simulated fleets consist of machines of 1, 2, 4 and 8 vCPUs.

/// Ticks until a machine of 1, 2, 4 or 8 vCPUs has used up the minimum charge of one cent.
inline constexpr std::array<float, 4> kMinimumTicks = {67, 33, 17, 8.4F};

/// A machine that may be removed: it serves, and its minimum charge is used up.
struct SpareMachine {
  double vcpus = 0;
  int since = 0;          ///< Tick.
  std::size_t place = 0;  ///< Index in the source list.
};

/// Returns the sizes in vCPUs to order for `vcpus` more: large machines for large gaps.
std::vector<int> sizes_for(double vcpus);

/// Returns the machines to remove if `spare` vCPUs are unused: the largest first, then the oldest.
std::vector<SpareMachine> leaving(std::vector<SpareMachine> machines, double spare);

/// Returns the vCPUs to order in smaller machines, so that a machine larger than `spare` vCPUs can be removed
/// once they serve. 0 if that saves no money before the minimum charge of a small machine is used up.
double to_exchange(const std::vector<SpareMachine>& machines, double spare, int lead_ticks);

}  // namespace muster::forecast
