#include "reconciler/core/decide/options/target_options.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace muster {
namespace {

/// Percent from which on nothing is waited for.
constexpr Measure kNearlyFull = Measure::whole(95);

}  // namespace

std::string band_in_words(const TargetLoad& wanted, Measure newest) {
  const auto tenths = Measure::milli((newest.in_milli() + 50) / 100 * 100);
  return fmt::format("{} {}{} (band {} to {}{})", to_string(wanted.metric), format_measure(tenths),
                     unit_of(wanted.metric), format_measure(wanted.low), format_measure(wanted.high),
                     unit_of(wanted.metric));
}

std::string silence_in_words(const PoolLoad& load) {
  return fmt::format("{} of {} do not report {}: {}", load.expected - load.reporting, load.expected,
                     to_string(load.metric), load.silent);
}

std::string full_in_words(const TargetLoad& wanted, const PoolView& view) {
  return fmt::format("{} of pool {} is full: what more is wanted nobody sees, ", to_string(wanted.metric),
                     view.pool.name.value);
}

void tell_alike(ScalingAction& ask, const PoolView& view) {
  if (!view.alike) return;
  std::vector<SizeName> sizes;
  for (const auto& machine : view.machines) {
    if (!machine.going) sizes.push_back(machine.size_to_come());
  }
  const auto less = [&](const SizeName& a, const SizeName& b) { return view.ladder.less(a, b); };
  const auto [smallest, largest] = std::minmax_element(sizes.begin(), sizes.end(), less);
  if (sizes.empty() || !less(*smallest, *largest)) return;
  ask.notes.push_back(
      fmt::format("agents of pool {} are spread by number: it is as full as its machines of {}",
                  view.pool.name.value, smallest->value));
}

bool is_nearly_full(const TargetLoad& wanted, Measure newest) {
  return wanted.metric != Metric::agents && newest >= kNearlyFull;
}

Money pool_cost(const PoolView& view) {
  Money sum;
  for (const auto& machine : view.machines)
    sum += view.situation.prices.of_size(machine.machine->size).monthly;
  return sum;
}

void take_way(ScalingAction& ask, const ScalingOption& way, Direction direction,
              const std::vector<Need>& needs) {
  ask.direction = direction;
  ask.parts = way.parts;
  ask.cause.says +=
      fmt::format(": {} brings {} for {}", way.what, loads_in_words(way, needs), costs_in_words(way));
}

}  // namespace muster
