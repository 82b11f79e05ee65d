#include "reconciler/cli/apply/accept_drift.hpp"

#include <fmt/format.h>

#include <ostream>

#include "reconciler/cli/apply/print_plan.hpp"
#include "reconciler/cli/session/last_applied.hpp"
#include "reconciler/core/base/text/plural.hpp"
#include "reconciler/core/plan/make_plan.hpp"
#include "reconciler/core/world.hpp"

namespace muster {

namespace {

/// Returns the person who accepts the drift; nullopt if nobody does, which has been printed then.
std::optional<std::string> word_given(bool auto_approve, Console& console) {
  if (auto_approve) return "--auto-approve";
  if (!console.in_is_terminal) {
    report_error(console, {ErrorKind::denied,
                           "approval needed: to accept changes made outside muster, run this on a terminal "
                           "or with --auto-approve"});
    return std::nullopt;
  }
  if (ask(console, "\nAccept these changes as the last applied state? Only \"yes\" accepts: ") == "yes")
    return "person at the terminal";
  console.err << "No change was accepted.\n";
  return std::nullopt;
}

DriftAccepted acceptance_of(const Plan& plan, std::string by) {
  DriftAccepted accepted{std::move(by), {}};
  for (const auto& drift : plan.drift) accepted.addresses.push_back(drift.address);
  return accepted;
}

}  // namespace

ExitCode accept_seen_drift(Workspace& workspace, const ReadingOptions& readings, bool auto_approve,
                           const Settings& settings, Console& console) {
  const auto look = observe_world(workspace, settings, readings, console);
  if (!look) return print_error(console, look.error());
  const auto plan = refresh_only(decision_inputs_of(look->world), look->now);
  const auto printed = print_refresh(plan, settings.format, console, NextStep::taken);
  if (!printed) return print_error(console, printed.error());
  if (plan.last_applied_at && plan.drift.empty()) return ExitCode::done;
  const auto& actual = look->world.actual;
  if (!actual.complete()) {
    return print_error(
        console, {ErrorKind::io,
                  "muster could not read the whole cloud, so it accepts no change: " + actual.gaps.front()});
  }
  const auto by = word_given(auto_approve, console);
  // A person has declined; otherwise an approval is still needed.
  if (!by) return console.in_is_terminal ? ExitCode::error : ExitCode::approval_needed;
  const auto accepted = accept_drift(workspace, actual, acceptance_of(plan, *by));
  if (!accepted) return print_error(console, accepted.error());
  if (settings.format != Format::json) {
    console.out << (plan.last_applied_at
                        ? fmt::format("\nAccepted: {}. The cloud is unchanged.\n",
                                      plural(std::ssize(plan.drift), "object"))
                        : "\nRecorded. From now on muster reports changes made outside it.\n");
  }
  return ExitCode::done;
}

}  // namespace muster
