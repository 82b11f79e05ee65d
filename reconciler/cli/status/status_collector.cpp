#include "reconciler/cli/status/status_collector.hpp"

#include "reconciler/adapters/plan_file/plan_file.hpp"
#include "reconciler/adapters/store/loop_status_codec.hpp"
#include "reconciler/cli/apply/fleet_lock.hpp"
#include "reconciler/cli/approve/pending_plans.hpp"
#include "reconciler/cli/session/last_applied.hpp"
#include "reconciler/core/decide/blind_rules.hpp"
#include "reconciler/core/decide/load/silence.hpp"
#include "reconciler/engine/observe/gather_readings.hpp"
#include "reconciler/engine/observe/see_prices.hpp"

namespace muster {
namespace {

/// Age of the oldest readings: a stopped metric is reported for as long as it delays a scale down.
constexpr Duration kReadingsOf = kSilenceHolds + std::chrono::minutes(30);
/// Age of the oldest shown events.
constexpr Duration kEventsOf = std::chrono::hours(24 * 7);

/// Reads the documents of the loop in the store; an unreadable one is a warning, because the rest is useful.
void read_documents(Workspace& workspace, StatusSnapshot& snapshot) {
  const auto text = workspace.store->snapshot(workspace.declared.fleet.name, kLoopStatusName);
  auto note = !text ? Result<LoopStatus>(text.error()) : *text ? decode_loop_status(**text) : LoopStatus{};
  if (!note) snapshot.warnings.push_back("muster cannot read the status of the loop: " + note.error().what);
  if (note && note->round > 0) snapshot.loop = *std::move(note);
  auto waiting = waiting_plans(workspace);
  if (waiting) {
    snapshot.pending = *std::move(waiting);
  } else {
    snapshot.warnings.push_back("muster cannot read the pending plans: " + waiting.error().what);
  }
}

}  // namespace

StatusReport StatusSnapshot::report(const Workspace& workspace) const {
  StatusReport report{.fleet = workspace.declared.fleet,
                      .actual = actual,
                      .prices = prices,
                      .cloud = workspace.cloud.description,
                      .lease = lease,
                      .holder = holder};
  report.now = now;
  report.weighed_at = weighed_at;
  report.policies = workspace.declared.policies;
  report.readings = readings;
  report.pending = pending;
  report.events = events;
  report.loop = loop;
  report.warnings = warnings;
  if (!asked_readings) return report;
  const std::vector<RecentChange> none;
  const DecisionInputs seen{.fleet = workspace.declared.fleet,
                            .policies = workspace.declared.policies,
                            .readings = readings,
                            .actual = actual,
                            .prices = prices,
                            .recent = none,
                            .capabilities = workspace.cloud.provider->capabilities()};
  for (const auto& group : groups_of(blind_rules_of(seen, weighed_at)))
    report.warnings.push_back(group.message);
  return report;
}

StatusCollector::StatusCollector(Workspace& workspace, const Settings& settings,
                                 const ReadingOptions& options, bool ask_readings, Console& console)
    : workspace_(workspace),
      settings_(settings),
      options_(options),
      ask_readings_(ask_readings),
      console_(console) {}

Result<Done> StatusCollector::open() {
  if (!options_.at.empty()) {
    const auto at = parse_instant(options_.at);
    if (!at) return at.error().during("--at");
    at_ = *at;
  }
  if (!ask_readings_) return Done{};
  const auto opened = options_.files.empty() ? sources_.open_declared(workspace_, settings_, console_, false)
                                             : sources_.open_files(options_.files, workspace_.declared.fleet);
  if (!opened) return opened.error();
  if (!at_ && !options_.files.empty()) at_ = sources_.newest_recorded();
  return Done{};
}

/// Polls sources at most as often as machines report.
void StatusCollector::ask_sources(StatusSnapshot& snapshot) {
  const auto& fleet = workspace_.declared.fleet;
  if (asked_ && snapshot.now - *asked_ < fleet.sample_every) return;
  asked_ = snapshot.now;
  warnings_ = sources_.unopened();
  auto gathered = gather_readings(
      fleet, snapshot.actual, sources_.in_order(),
      {.since = snapshot.weighed_at - kReadingsOf, .weighed = snapshot.weighed_at, .wall = snapshot.now});
  readings_ = std::move(gathered.readings);
  warnings_.insert(warnings_.end(), gathered.warnings.begin(), gathered.warnings.end());
}

Result<StatusSnapshot> StatusCollector::look() {
  StatusSnapshot snapshot;
  snapshot.now = workspace_.clock->now();
  snapshot.weighed_at = at_.value_or(snapshot.now);
  auto actual = see_fleet(workspace_, snapshot.now);
  if (!actual) return actual.error();
  snapshot.actual = *std::move(actual);
  auto prices = see_prices(*workspace_.cloud.provider, snapshot.actual);
  if (!prices) return prices.error();
  snapshot.prices = *std::move(prices);
  const auto held = holder_of_fleet(workspace_);
  if (!held) return held.error();
  if (*held) {
    snapshot.lease = (*held)->lease;
    snapshot.holder = (*held)->holder;
  }
  const auto entries = workspace_.store->entries_from(snapshot.now - kEventsOf);
  if (!entries) return entries.error();
  snapshot.events =
      events_of(*entries, [](const std::string& json) { return read_plan(json, "the journal"); });
  snapshot.asked_readings = ask_readings_;
  if (ask_readings_) ask_sources(snapshot);
  snapshot.readings = readings_;
  snapshot.warnings = warnings_;
  snapshot.warnings.insert(snapshot.warnings.end(), snapshot.actual.remarks.begin(),
                           snapshot.actual.remarks.end());
  read_documents(workspace_, snapshot);
  return snapshot;
}

}  // namespace muster
