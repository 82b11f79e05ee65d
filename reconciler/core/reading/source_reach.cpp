#include "reconciler/core/reading/source_reach.hpp"

#include <algorithm>

#include "reconciler/core/fleet/resource/slot.hpp"

namespace muster {
namespace {

/// muster keeps no reading for longer: a day, and the window of a rule.
constexpr Duration kLongestKept = std::chrono::hours(26);

/// The history that a source is asked for.
Duration history_of(const ReadingsRule& source) {
  return source.cloud ? source.cloud->history : kLongestKept;
}

Duration shortest_step(const ReadingsRule& source) {
  return source.cloud ? source.cloud->shortest_step : Duration(1s);
}

Reports if_reported(bool reported) {
  return reported ? Reports::always : Reports::never;
}

Reports reports_of_host(const ReadingsRule& source, Metric metric, const PoolName& pool) {
  const auto slot = parse_slot(source.machine);
  if (!slot || slot->pool != pool) return Reports::never;
  switch (metric) {
    case Metric::agents:
      return if_reported(!source.agents.empty() || !source.agents_cgroup.empty());
    case Metric::log_used:
      return if_reported(!source.logs.empty());
    case Metric::database_used:
      return if_reported(!source.databases.empty());
    default:
      return if_reported(info_of(metric).is_usual);
  }
}

}  // namespace

Reports reports_of(const ReadingsRule& source, Metric metric, const PoolName& pool) {
  const bool usual = info_of(metric).is_usual;
  if (source.cloud) return if_reported(usual);
  if (source.kind == "prometheus") {
    const auto query = source.queries.find(to_string(metric));
    return if_reported(query == source.queries.end() ? usual : !query->second.empty());
  }
  if (source.kind == "host") return reports_of_host(source, metric, pool);
  if (source.kind == "node_exporter" || source.kind == "node") {
    // Pages of machines tell neither of requests nor of the queue of a pool.
    if (metric == Metric::response_time || metric == Metric::agents_waiting) return Reports::never;
    return usual ? Reports::always : Reports::perhaps;  // The machine of muster-node configures its metrics.
  }
  return Reports::perhaps;
}

Reports reports_of(const Fleet& fleet, Metric metric, const PoolName& pool) {
  if (fleet.readings.empty()) return Reports::perhaps;
  auto most = Reports::never;
  for (const auto& source : fleet.readings) most = std::max(most, reports_of(source, metric, pool));
  return most;
}

Duration declared_step(const Fleet& fleet, const ReadingsRule& source) {
  return std::max(fleet.sample_every, shortest_step(source));
}

Duration declared_step(const Fleet& fleet, Metric metric, const PoolName& pool) {
  for (const auto& source : fleet.readings) {
    if (reports_of(source, metric, pool) != Reports::never) return declared_step(fleet, source);
  }
  return fleet.sample_every;
}

Duration longest_history(const Fleet& fleet, Metric metric, const PoolName& pool) {
  Duration longest{0};
  for (const auto& source : fleet.readings) {
    if (reports_of(source, metric, pool) != Reports::never) longest = std::max(longest, history_of(source));
  }
  return longest > Duration(0) ? longest : kLongestKept;
}

Duration longest_window(const Fleet& fleet, Metric metric, const PoolName& pool) {
  return longest_history(fleet, metric, pool) - declared_step(fleet, metric, pool);
}

}  // namespace muster
