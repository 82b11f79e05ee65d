#include "reconciler/engine/observe/observe.hpp"

#include <algorithm>
#include <utility>

#include "reconciler/core/history/capacity_shortage.hpp"
#include "reconciler/core/history/made_elsewhere.hpp"
#include "reconciler/core/history/refused_changes.hpp"
#include "reconciler/engine/observe/declared.hpp"
#include "reconciler/engine/observe/gather_readings.hpp"
#include "reconciler/engine/observe/see_fleet.hpp"
#include "reconciler/engine/observe/see_prices.hpp"

namespace muster {

Duration memory_of(const Declared& declared) {
  Duration memory = std::max(Duration(std::chrono::hours(24)), declared.fleet.approval.window);
  for (const auto& policy : declared.policies) {
    memory = std::max({memory, policy.cooldown_up, policy.cooldown_down, policy.stabilise_down});
  }
  return memory;
}

Result<Observation> observe(const ObservationInputs& inputs) {
  const auto& declared = inputs.declared;
  auto& provider = inputs.provider;
  const auto wall = inputs.wall;
  Observation seen;
  seen.world.fleet = declared.fleet;
  seen.world.policies = declared.policies;
  seen.world.commit = declared.commit;
  seen.world.capabilities = provider.capabilities();

  auto actual = see_fleet(provider, declared, inputs.known, wall);
  if (!actual) return actual.error().during("observing the fleet");
  seen.world.actual = *std::move(actual);
  auto prices = see_prices(provider, seen.world.actual);
  if (!prices) return prices.error().during("reading the price list");
  seen.world.prices = *std::move(prices);
  const auto entries = inputs.store.entries_from(wall - memory_of(declared));
  if (!entries) return entries.error().during("reading the journal");
  seen.world.recent =
      lately_changed(*entries, seen.world.actual, seen.world.prices, wall - memory_of(declared));
  if (inputs.read_plan)
    add_begun(begun_changes(*entries, declared.fleet.name, inputs.read_plan), seen.world.recent);

  seen.world.missing = capacity_shortage(*entries, wall);
  seen.world.refused = refused_changes(*entries, declared.fleet.name, declared.fleet.content, wall);

  auto gathered =
      gather_readings(declared.fleet, seen.world.actual, inputs.sources,
                      {.since = inputs.now - kReadingHorizon, .weighed = inputs.now, .wall = wall});
  seen.world.readings = std::move(gathered.readings);
  seen.warnings = std::move(gathered.warnings);
  return seen;
}

}  // namespace muster
