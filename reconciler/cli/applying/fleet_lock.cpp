#include "reconciler/cli/applying/fleet_lock.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <ostream>

#include "reconciler/cli/views/lease_views.hpp"

namespace muster {

namespace {

void add_duration(CLI::App& command, const std::string& flag, Duration& value, Duration least,
                  const std::string& help, const std::string& group) {
  command
      .add_option_function<std::string>(
          flag, [&value](const std::string& text) { value = *parse_duration(text); }, help)
      ->type_name("DURATION")
      ->group(group)
      ->check([least](const std::string& text) {
        const auto read = parse_duration(text);
        if (!read) return read.error().what;
        return *read < least ? text + " is shorter than " + format_duration(least) : std::string();
      });
}

ExitCode tell_held(const HeldByOther& held, const LockOptions& options, Workspace& workspace,
                   Console& console) {
  const auto waited =
      options.timeout > Duration{0} ? fmt::format(", still after {}", format_duration(options.timeout)) : "";
  const auto code = tell(
      console, {ErrorKind::conflict, fmt::format("fleet {} is being changed by another muster{}; nothing "
                                                 "was done here",
                                                 held.lease.fleet.value, waited)});
  console.err << lease_text(held.lease, held.holder, workspace.clock->now(), Paint(console.colour_err()));
  if (options.timeout == Duration{0})
    console.err << "To wait for it: --lock-timeout 10m. A holder that is gone is taken over by itself.\n";
  return code;
}

}  // namespace

void setup_lock(CLI::App& command, LockOptions& options) {
  add_duration(command, "--lock-timeout", options.timeout, Duration{0},
               "Wait so long when another muster is changing the fleet; without it, refuse", "Options");
  // For tests: hidden, because a short one only makes a busy machine lose its lease.
  add_duration(command, "--lease-ttl", options.ttl, std::chrono::milliseconds(100),
               "How long a lease lasts without being renewed", "");
}

bool lock_fleet(Workspace& workspace, const LockOptions& options, const std::string& command,
                Console& console) {
  const LeaseTerms terms{workspace.declared.fleet.name, command, options.ttl};
  const auto give_up = workspace.clock->uptime() + options.timeout;
  constexpr Duration kLongestWait = std::chrono::seconds(1);
  Duration wait = std::chrono::milliseconds(50);
  bool told = false;
  while (true) {
    auto taken = take_the_lead(*workspace.store, *workspace.clock, *workspace.processes, terms);
    if (!taken) {
      (void)tell(console, taken.error());
      return false;
    }
    if (taken->leadership) {
      workspace.leadership = std::move(taken->leadership);
      workspace.gate->guard([lead = workspace.leadership.get()] { return lead->refusal(); });
      return true;
    }
    const auto& held = taken->by_other;
    const auto left = give_up - workspace.clock->uptime();
    if (left <= Duration{0}) {
      (void)tell_held(held, options, workspace, console);
      return false;
    }
    if (!std::exchange(told, true))
      note(console, fmt::format("Waiting up to {} for {}.", format_duration(options.timeout),
                                describe(held.lease.holder)));
    workspace.clock->wait_until(workspace.clock->now() + std::min(wait, left));
    wait = std::min(wait * 2, kLongestWait);
  }
}

void unlock_fleet(Workspace& workspace) {
  workspace.gate->open();
  workspace.leadership.reset();
}

}  // namespace muster
