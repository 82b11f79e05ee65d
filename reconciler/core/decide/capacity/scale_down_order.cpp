#include "reconciler/core/decide/capacity/scale_down_order.hpp"

#include <algorithm>

#include "reconciler/core/decide/load/silence.hpp"

namespace muster {
namespace {

/// The cost of one agent that is restarted elsewhere.
constexpr Money kAgentMoved = Money::cents(1);
/// The cost of an unattached data volume, beside its monthly price: the operator has to check it.
constexpr Money kVolumeLeft = Money::dollars(1);

}  // namespace

std::optional<Measure> agents_on(const MachineView& machine, const PoolView& view) {
  return newest_on(machine, Metric::agents, view);
}

Money data_loss(const MachineView& machine, const PoolView& view) {
  Money sum;
  const auto& volumes = view.shape.volumes_gib;
  for (auto at = volumes.lower_bound({machine.number, 0});
       at != volumes.end() && at->first.first == machine.number; ++at) {
    sum += kVolumeLeft + view.inputs.prices.of_volume(at->second).monthly;
  }
  return sum;
}

std::vector<const MachineView*> in_order_of_loss(const PoolView& view) {
  struct Loss {
    bool unknown = false;  // Machines that do not report their agents come last.
    Money sum;
    const MachineView* machine = nullptr;
  };
  std::vector<Loss> machines;
  for (const auto& machine : view.machines) {
    const auto agents = agents_on(machine, view);
    const auto moved = scaled(agents.value_or(Measure()), kAgentMoved.in_micros(), 1000);
    machines.push_back({!agents, data_loss(machine, view) + Money::micros(moved.in_milli()), &machine});
  }
  std::sort(machines.begin(), machines.end(), [](const Loss& a, const Loss& b) {
    if (a.unknown != b.unknown) return b.unknown;
    if (a.sum != b.sum) return a.sum < b.sum;
    return a.machine->number > b.machine->number;
  });
  std::vector<const MachineView*> order;
  order.reserve(machines.size());
  for (const auto& loss : machines) order.push_back(loss.machine);
  return order;
}

std::vector<const MachineView*> smaller_than(const SizeName& size, std::vector<const MachineView*> machines,
                                             const Ladder& ladder) {
  std::erase_if(machines, [&](const MachineView* machine) {
    return machine->leaving || !ladder.less(machine->size_to_come(), size);
  });
  return machines;
}

}  // namespace muster
