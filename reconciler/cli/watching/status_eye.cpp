#include "reconciler/cli/watching/status_eye.hpp"

#include <sstream>

#include "reconciler/adapters/files/plan_file.hpp"
#include "reconciler/cli/applying/fleet_lock.hpp"

namespace muster {
namespace {

/// So far back events are shown.
constexpr Duration kEventsOf = std::chrono::hours(24 * 7);

/// The lines that were told, without what is in front of each.
std::vector<std::string> warnings_in(const std::string& told) {
  std::vector<std::string> warnings;
  std::istringstream stream(told);
  for (std::string line; std::getline(stream, line);)
    if (line.starts_with("warning: ")) warnings.push_back(line.substr(9));
  return warnings;
}

}  // namespace

StatusReport StatusSight::report(const Workspace& workspace) const {
  StatusReport report{workspace.declared.fleet, actual, prices, workspace.cloud.description, lease, holder};
  report.now = now;
  report.weighed_at = weighed_at;
  report.policies = workspace.declared.policies;
  report.readings = readings;
  report.pending = pending;
  report.events = events;
  report.loop = loop;
  report.warnings = warnings;
  return report;
}

StatusEye::StatusEye(Workspace& workspace, const Settings& settings, const ReadingOptions& options,
                     bool ask_readings, Console& console)
    : workspace_(workspace),
      settings_(settings),
      options_(options),
      ask_readings_(ask_readings),
      console_(console) {}

/// Sources are asked no more often than machines report.
Result<Done> StatusEye::look_at_load(StatusSight& sight) {
  if (asked_ && sight.now - *asked_ < workspace_.declared.fleet.sample_every) {
    auto actual = workspace_.cloud.provider->observe(workspace_.declared.fleet, sight.now);
    if (!actual) return actual.error();
    sight.actual = *std::move(actual);
    return Done{};
  }
  // What it warns of belongs on the screen, not between its lines.
  std::ostringstream told;
  Console quietly{.out = told, .err = told, .in = console_.in};
  auto look = look_round(workspace_, settings_, options_, quietly);
  if (!look) return look.error();
  asked_ = sight.now;
  sight.actual = std::move(look->world.actual);
  weighed_at_ = look->now;
  readings_ = std::move(look->world.readings);
  warnings_ = warnings_in(told.str());
  return Done{};
}

Result<StatusSight> StatusEye::look() {
  StatusSight sight;
  sight.now = workspace_.clock->now();
  if (ask_readings_) {
    if (const auto looked = look_at_load(sight); !looked) return looked.error();
  } else {
    auto actual = workspace_.cloud.provider->observe(workspace_.declared.fleet, sight.now);
    if (!actual) return actual.error();
    sight.actual = *std::move(actual);
  }
  auto prices = workspace_.cloud.provider->prices();
  if (!prices) return prices.error();
  sight.prices = *std::move(prices);
  const auto held = holder_of_fleet(workspace_);
  if (!held) return held.error();
  if (*held) {
    sight.lease = (*held)->lease;
    sight.holder = (*held)->holder;
  }
  const auto entries = workspace_.store->entries_from(sight.now - kEventsOf);
  if (!entries) return entries.error();
  sight.events = events_of(*entries, [](const std::string& json) { return read_plan(json, "the journal"); });
  const bool recorded = !options_.files.empty() || !options_.at.empty();
  sight.weighed_at = recorded ? weighed_at_ : sight.now;
  sight.readings = readings_;
  sight.warnings = warnings_;
  return sight;
}

}  // namespace muster
