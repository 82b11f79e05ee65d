#include "reconciler/engine/observe.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "reconciler/core/history/made_elsewhere.hpp"
#include "reconciler/core/history/missing_capacity.hpp"

namespace muster {
namespace {

using SeriesName = std::pair<Subject, Metric>;

/// Adds what this source tells about series that no source before it told about. A source that has nothing
/// but failures to tell does not keep a later one from being heard.
void add_new(const std::vector<Reading>& readings, std::set<SeriesName>& told, ReadingSet& into) {
  std::set<SeriesName> here;
  for (const auto& reading : readings) {
    const SeriesName name{reading.subject, reading.metric};
    if (told.count(name)) continue;
    into.add(reading);
    if (reading.quality == Quality::ok) here.insert(name);
  }
  told.merge(here);
}

}  // namespace

Duration memory_of(const Declared& declared) {
  Duration memory = std::max(Duration(std::chrono::hours(24)), declared.fleet.approval.window);
  for (const auto& policy : declared.policies) {
    memory = std::max({memory, policy.cooldown_up, policy.cooldown_down, policy.stabilise_down});
  }
  return memory;
}

Result<Observation> observe(const Declared& declared, Provider& provider,
                            const std::vector<ReadingSource*>& sources, Store& store, Instant now,
                            Instant wall) {
  Observation seen;
  seen.world.fleet = declared.fleet;
  seen.world.policies = declared.policies;
  seen.world.commit = declared.commit;
  seen.world.capabilities = provider.capabilities();

  auto actual = provider.observe(declared.fleet, wall);
  if (!actual) return actual.error().during("looking at the fleet");
  seen.world.actual = *std::move(actual);
  auto prices = provider.prices();
  if (!prices) return prices.error().during("reading the price list");
  seen.world.prices = *std::move(prices);
  const auto entries = store.entries_from(wall - memory_of(declared));
  if (!entries) return entries.error().during("reading the journal");
  seen.world.recent =
      lately_changed(*entries, seen.world.actual, seen.world.prices, wall - memory_of(declared));

  seen.world.missing = missing_capacity(*entries, wall);

  std::set<SeriesName> told;
  for (auto* source : sources) {
    const auto readings = source->readings(declared.fleet, seen.world.actual, now - kReadingHorizon, now);
    if (!readings) {
      seen.warnings.push_back(source->name() + " did not answer: " + readings.error().what);
      continue;
    }
    for (const auto& trouble : source->trouble()) seen.warnings.push_back(source->name() + ": " + trouble);
    add_new(*readings, told, seen.world.readings);
  }
  return seen;
}

}  // namespace muster
