#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace muster::forecast {

/// How an imagined fleet is made of machines of 1, 2, 4 and 8 vCPUs.

/// The cent that a machine costs at least is used up after so many ticks of a machine of 1, 2, 4, 8 vCPUs.
inline constexpr std::array<float, 4> kMinimumTicks = {67, 33, 17, 8.4F};

/// A machine that may be given back: it serves, and what it costs at least is used up.
struct SpareMachine {
  double vcpus = 0;
  int since = 0;          ///< Tick.
  std::size_t place = 0;  ///< In the list it comes from.
};

/// Sizes to order for so many vCPUs more: large machines for large gaps.
std::vector<int> sizes_for(double vcpus);

/// Which of them go where so many vCPUs are too many: the largest first, then the oldest.
std::vector<SpareMachine> leaving(std::vector<SpareMachine> machines, double spare);

/// vCPUs to order in smaller machines so that one that is larger than what is spare can go once they serve;
/// 0 where that does not pay before the least charge of a small machine is used up.
double to_exchange(const std::vector<SpareMachine>& machines, double spare, int lead_ticks);

}  // namespace muster::forecast
