#include "reconciler/core/alert/loop_alerts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace muster {
namespace {

void add_look(const Round& round, Instant now, RoundAlerts& into) {
  Alert alert{.name = AlertName::look_failed, .subject = "cloud", .summary = {}, .since = now};
  if (const auto* error = error_of(round, RoundStep::observe)) {
    alert.severity = AlertSeverity::critical;
    alert.summary = "muster cannot read the cloud and changes nothing meanwhile: " + error->what;
  } else if (round.world && !round.world->actual.complete()) {
    const auto& gaps = round.world->actual.gaps;
    alert.summary =
        "muster cannot read a part of the cloud, and creates and destroys nothing meanwhile: " + gaps.front();
    if (gaps.size() > 1) alert.summary += fmt::format("; and {} more", gaps.size() - 1);
  } else {
    return;
  }
  into.firing.push_back(std::move(alert));
}

void add_steps(const Round& round, Instant now, RoundAlerts& into) {
  for (const auto& step : round.steps) {
    if (!step.error || step.step == RoundStep::observe) continue;
    // A revision that is not valid has its own alert.
    if (step.step == RoundStep::follow && round.invalid) continue;
    into.firing.push_back({.name = AlertName::step_failed,
                           .subject = to_string(step.step),
                           .summary = fmt::format("the step \"{}\" of the loop failed: {}",
                                                  to_string(step.step), step.error->what),
                           .since = now});
  }
}

}  // namespace

void add_loop_alerts(const Round& round, const AlertMemory& memory, Instant now, RoundAlerts& into) {
  add_look(round, now, into);
  add_steps(round, now, into);
  if (round.invalid) {
    const auto commit =
        round.attempted.commit.empty() ? "the declared files" : round.attempted.commit.substr(0, 12);
    into.firing.push_back(
        {.name = AlertName::invalid_revision,
         .subject = "git",
         .summary = fmt::format("{} is not valid and is not followed: {}", commit, round.invalid->what),
         .since = now});
  }
  const auto lost = static_cast<int>(memory.lost_lead.size());
  if (lost >= kLostLeads) {
    into.firing.push_back({.name = AlertName::leadership_unstable,
                           .subject = "fleet",
                           .summary = fmt::format("this muster lost the lease {} times within an hour", lost),
                           .since = memory.lost_lead.front()});
  }
}

}  // namespace muster
