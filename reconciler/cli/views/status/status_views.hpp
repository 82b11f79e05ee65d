#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/cli/views/layout/paint.hpp"
#include "reconciler/core/fleet/bill/itemised_bill.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/history/lease.hpp"
#include "reconciler/core/history/scaling_event.hpp"
#include "reconciler/core/policy/policy.hpp"
#include "reconciler/core/reading/reading_set.hpp"
#include "reconciler/core/reconcile/loop_status.hpp"
#include "reconciler/ports/processes.hpp"

namespace muster {

/// The present state of a fleet.
struct StatusReport {
  const Fleet& fleet;
  const ActualState& actual;
  const PriceList& prices;
  std::string cloud;             ///< Its description: the provider and its address.
  std::optional<Lease> lease{};  ///< Set if the lease is held.
  Liveness holder = Liveness::unknown;
  Instant now{};         ///< Ages are relative to this time,
  Instant weighed_at{};  ///< and those of readings to this one: recorded readings are from another time.
  std::vector<Policy> policies{};      ///< The bars use their thresholds.
  ReadingSet readings{};               ///< Empty: the load is unknown.
  std::vector<PendingPlan> pending{};  ///< Plans that wait for an approval.
  std::vector<ScalingEvent> events{};  ///< Oldest first.
  std::optional<LoopStatus> loop{};    ///< nullopt if no loop ever ran.
  /// Sources that could not be read; full sentences without a final stop.
  std::vector<std::string> warnings{};
};

/// The size of a screen.
struct StatusLayout {
  Paint paint{};
  std::size_t width = 100;    ///< Columns; at least 60.
  std::size_t machines = 40;  ///< Number of lines for machines, over all pools; 0: no limit.
  std::size_t events = 5;
};

/// A screen for people: spend and budget, holder of the lease, status of the loop, each pool with bars for
/// the load of its machines, pending plans, last actions. In long pools, machines beyond a threshold or with
/// old readings are shown first; the rest is summed up.
std::string status_text(const StatusReport& report, const StatusLayout& layout);
std::string status_markdown(const StatusReport& report);
/// As in schemas/status.schema.json.
std::string status_json(const StatusReport& report);
/// The same on one line.
std::string status_json_line(const StatusReport& report);

}  // namespace muster
