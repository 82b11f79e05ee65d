#include "reconciler/core/decide/options/target_options.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace muster {
namespace {

/// From this percentage on, a change does not wait.
constexpr Measure kNearlyFull = Measure::whole(95);

}  // namespace

std::string describe_band(const TargetLoad& wanted, Measure newest) {
  const auto tenths = Measure::milli((newest.in_milli() + 50) / 100 * 100);
  return fmt::format("{} {}{} (band {} to {}{})", to_string(wanted.metric), format_measure(tenths),
                     unit_of(wanted.metric), format_measure(wanted.low), format_measure(wanted.high),
                     unit_of(wanted.metric));
}

std::string describe_silence(const PoolLoad& load) {
  return fmt::format("{} of {} do not report {}: {}", load.expected - load.reporting, load.expected,
                     to_string(load.metric), load.silent);
}

std::string describe_unknown_spread(const PoolLoad& load) {
  return fmt::format(
      "{}: unknown how the work is spread over machines of several sizes, so muster does not scale down",
      to_string(load.metric));
}

std::string describe_full(const TargetLoad& wanted, const PoolView& view) {
  return fmt::format("{} of pool {} is saturated: more demand is not visible, ", to_string(wanted.metric),
                     view.pool.name.value);
}

void note_even_spread(ScalingAction& action, const PoolView& view) {
  if (!view.evenly_spread) return;
  std::vector<SizeName> sizes;
  for (const auto& machine : view.machines) {
    if (!machine.leaving) sizes.push_back(machine.size_to_come());
  }
  const auto less = [&](const SizeName& a, const SizeName& b) { return view.ladder.less(a, b); };
  const auto [smallest, largest] = std::minmax_element(sizes.begin(), sizes.end(), less);
  if (sizes.empty() || !less(*smallest, *largest)) return;
  action.notes.push_back(
      fmt::format("agents of pool {} are spread by number: it is as full as its machines of {}",
                  view.pool.name.value, smallest->value));
}

bool is_nearly_full(const TargetLoad& wanted, Measure newest) {
  return wanted.metric != Metric::agents && newest >= kNearlyFull;
}

Money pool_cost(const PoolView& view) {
  Money sum;
  for (const auto& machine : view.machines) sum += view.inputs.prices.of_size(machine.machine->size).monthly;
  return sum;
}

void take_option(ScalingAction& action, const ScalingOption& option, Direction direction,
                 const std::vector<LoadTarget>& load_targets) {
  action.direction = direction;
  action.parts = option.parts;
  action.cause.message += fmt::format(": {} brings {} for {}", option.what,
                                      describe_loads(option, load_targets), describe_costs(option));
}

}  // namespace muster
