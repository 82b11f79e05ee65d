#include "reconciler/core/forecast/headroom/fleet_simulation.hpp"

#include <algorithm>
#include <bit>

#include "reconciler/core/forecast/headroom/machine_list.hpp"

namespace muster::forecast {
namespace {

float least_paid_ticks(int vcpus) {
  return kMinimumTicks[static_cast<std::size_t>(std::bit_width(static_cast<unsigned>(vcpus))) - 1];
}

}  // namespace

FleetSimulation::FleetSimulation(int vcpus) : machines_{{vcpus, 0, 0}} {}

FleetSize FleetSimulation::size(int tick) const {
  FleetSize size;
  for (const auto& machine : machines_) {
    size.total += machine.vcpus;
    if (machine.serves_from <= tick) size.serving += machine.vcpus;
  }
  return size;
}

void FleetSimulation::order(double vcpus, int tick, int lead_ticks) {
  for (const int size : sizes_for(vcpus)) machines_.push_back({size, tick, tick + lead_ticks});
}

void FleetSimulation::give_back_beyond(double kept, int tick, int lead_ticks) {
  const auto may_go = [&] {
    std::vector<SpareMachine> machines;
    for (std::size_t i = 0; i < machines_.size(); ++i) {
      const auto& machine = machines_[i];
      const auto paid = static_cast<float>(tick - machine.ordered) >= least_paid_ticks(machine.vcpus);
      if (machine.serves_from <= tick && paid)
        machines.push_back({static_cast<double>(machine.vcpus), machine.ordered, i});
    }
    return machines;
  };
  const double spare = size(tick).serving - kept;
  if (spare < 1) return;
  for (const auto& machine : leaving(may_go(), spare)) machines_[machine.place].vcpus = 0;
  std::erase_if(machines_, [](const auto& machine) { return machine.vcpus == 0; });
  const auto now = size(tick);
  if (now.total <= now.serving)
    order(to_exchange(may_go(), now.serving - kept, lead_ticks), tick, lead_ticks);
}

void FleetSimulation::keep_to(const CapacityTarget& capacity_target, bool full, int tick, int lead_ticks) {
  const auto now = size(tick);
  if (capacity_target.at_least > now.total + 1e-9) {
    order(capacity_target.at_least - now.total, tick, lead_ticks);
  } else if (!full) {
    give_back_beyond(capacity_target.keep, tick, lead_ticks);
  }
}

void FleetSimulation::meet(double demand, int tick, float keep) {
  const auto now = size(tick);
  const auto serving = static_cast<float>(now.serving);
  const float heads = serving > served_ ? 1.0F : serving < served_ ? -1.0F : direction_;
  const float turned = direction_ != 0 && heads != direction_ ? 1.0F : 0.0F;
  direction_ = heads;
  served_ = serving;
  record_.add({static_cast<float>(now.total), demand > now.serving ? 1.0F : 0.0F,
               demand > 0.9 * now.serving ? 1.0F : 0.0F, demand > 0.8 * now.serving ? 1.0F : 0.0F, turned},
              keep);
}

}  // namespace muster::forecast
