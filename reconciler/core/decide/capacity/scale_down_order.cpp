#include "reconciler/core/decide/capacity/scale_down_order.hpp"

#include <algorithm>
#include <limits>

#include "reconciler/core/decide/load/silence.hpp"

namespace muster {

std::optional<Measure> agents_on(const MachineView& machine, const PoolView& view) {
  const auto& series = view.situation.readings.series(machine.subject, Metric::agents);
  const auto signal = summarise(series, newest_reading(view, Metric::agents), view.now);
  return signal.quality == Quality::ok ? std::optional(signal.newest.value) : std::nullopt;
}

std::vector<const MachineView*> in_order_of_loss(const PoolView& view) {
  constexpr auto kUnknown = Measure::milli(std::numeric_limits<std::int64_t>::max());
  std::vector<std::pair<Measure, const MachineView*>> machines;
  for (const auto& machine : view.machines) {
    machines.emplace_back(agents_on(machine, view).value_or(kUnknown), &machine);
  }
  std::sort(machines.begin(), machines.end(), [](const auto& a, const auto& b) {
    if (a.first != b.first) return a.first < b.first;
    return a.second->number > b.second->number;
  });
  std::vector<const MachineView*> order;
  for (const auto& entry : machines) order.push_back(entry.second);
  return order;
}

std::vector<const MachineView*> smaller_than(const SizeName& size, std::vector<const MachineView*> machines,
                                             const Ladder& ladder) {
  std::erase_if(machines, [&](const MachineView* machine) {
    return machine->going || !ladder.less(machine->size_to_come(), size);
  });
  return machines;
}

}  // namespace muster
