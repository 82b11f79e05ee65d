#include "reconciler/core/forecast/headroom/machine_list.hpp"

#include <algorithm>
#include <cmath>

namespace muster::forecast {
namespace {

constexpr double kRoundingOfVcpus = 1e-9;

}  // namespace

std::vector<int> sizes_for(double vcpus) {
  std::vector<int> sizes;
  while (vcpus > kRoundingOfVcpus) {
    const int whole = std::max(1, static_cast<int>(std::ceil(vcpus - kRoundingOfVcpus)));
    sizes.push_back(whole >= 8 ? 8 : whole >= 4 ? 4 : whole >= 2 ? 2 : 1);
    vcpus -= sizes.back();
  }
  return sizes;
}

std::vector<SpareMachine> leaving(std::vector<SpareMachine> machines, double spare) {
  std::stable_sort(machines.begin(), machines.end(), [](const auto& a, const auto& b) {
    return a.vcpus != b.vcpus ? a.vcpus > b.vcpus : a.since < b.since;
  });
  std::vector<SpareMachine> gone;
  for (const auto& machine : machines) {
    if (machine.vcpus > spare + kRoundingOfVcpus) continue;
    gone.push_back(machine);
    spare -= machine.vcpus;
  }
  return gone;
}

double to_exchange(const std::vector<SpareMachine>& machines, double spare, int lead_ticks) {
  const double whole = std::floor(spare + kRoundingOfVcpus);
  if (whole < 1) return 0;
  double smallest = 0;
  for (const auto& machine : machines) {
    if (machine.vcpus > whole && (smallest == 0 || machine.vcpus < smallest)) smallest = machine.vcpus;
  }
  const double rest = smallest - whole;
  const bool pays = smallest > 0 && whole * static_cast<double>(kMinimumTicks[0]) >= rest * lead_ticks;
  return pays ? rest : 0;
}

}  // namespace muster::forecast
