#include "reconciler/cli/apply/fleet_lock.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <csignal>
#include <ostream>

#include "reconciler/cli/views/approval/lease_views.hpp"

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

/// Returns the last call of a plan in the journal; "" if there is none.
Result<std::string> last_call_of(const PlanId& plan, Store& store) {
  constexpr std::int64_t kRecent = 500;
  const auto next = store.next_sequence();
  if (!next) return next.error();
  const auto entries = store.entries_since(std::max<std::int64_t>(1, *next - kRecent), kRecent);
  if (!entries) return entries.error();
  std::string last;
  for (const auto& entry : *entries) {
    const auto* started = std::get_if<StepStarted>(&entry.body);
    if (started && started->plan == plan) last = started->operation;
  }
  return last;
}

void print_holder(HeldByOther held, const LockOptions& options, Workspace& workspace, Console& console) {
  const auto now = holder_of_fleet(workspace);
  if (now && *now) held = **now;
  const auto waited =
      options.timeout > Duration{0} ? fmt::format(", still after {}", format_duration(options.timeout)) : "";
  report_error(console, {ErrorKind::conflict,
                         fmt::format("another muster is changing fleet {}{}; this command changed nothing",
                                     held.lease.fleet.value, waited)});
  console.err << lease_text(held.lease, held.holder, workspace.clock->now(), Paint(console.colour_err()));
  if (options.timeout == Duration{0})
    console.err
        << "To wait: --lock-timeout 10m. A lease that its process does not renew is then taken over.\n";
}

/// The lease cannot be read: prints the reason and, if possible, the holder.
void print_lock_error(const Error& error, Workspace& workspace, Console& console) {
  report_error(console, error);
  const auto held = holder_of_fleet(workspace);
  if (error.kind != ErrorKind::timeout || !held || !*held) return;
  const auto& lease = (*held)->lease;
  console.err << lease_text(lease, (*held)->holder, workspace.clock->now(), Paint(console.colour_err()));
  console.err << fmt::format("If it is suspended: kill -CONT {0} continues it, kill -KILL {0} ends it.\n",
                             lease.holder.pid);
}

}  // namespace

void setup_lock(CLI::App& command, LockOptions& options) {
  add_duration(command, "--lock-timeout", options.timeout, Duration{0},
               "Time to wait while another muster changes the fleet; default: do not wait", "Options");
  // For tests: hidden, because a short one only makes a busy machine lose its lease.
  add_duration(command, "--lease-ttl", options.ttl, std::chrono::milliseconds(100),
               "Duration of a lease that is not renewed", "");
}

bool lock_fleet(Workspace& workspace, const LockOptions& options, const std::string& command,
                Console& console) {
  // From here on a failed write reports a closed reader, which must not end the process.
  std::signal(SIGPIPE, SIG_IGN);
  const LeaseOptions terms{workspace.declared.fleet.name, command, options.ttl};
  const auto give_up = workspace.clock->uptime() + options.timeout;
  constexpr Duration kLongestWait = std::chrono::seconds(1);
  Duration wait = std::chrono::milliseconds(50);
  bool reported = false;
  LeaseWatch watch;
  while (true) {
    auto taken = take_the_lead(*workspace.store, *workspace.clock, *workspace.processes, terms, watch);
    if (taken && taken->leadership) {
      workspace.leadership = std::move(taken->leadership);
      workspace.gate->guard([lead = workspace.leadership.get()] { return lead->refusal(); });
      return true;
    }
    const auto left = give_up - workspace.clock->uptime();
    const bool may_pass = taken || taken.error().kind == ErrorKind::timeout;
    if (left <= Duration{0} || !may_pass) {
      if (taken) print_holder(taken->by_other, options, workspace, console);
      if (!taken) print_lock_error(taken.error(), workspace, console);
      return false;
    }
    if (!std::exchange(reported, true)) {
      note(console, fmt::format("Waiting up to {} for {}.", format_duration(options.timeout),
                                taken ? describe(taken->by_other.lease.holder) : "the store"));
    }
    workspace.clock->wait_until(workspace.clock->now() + std::min(wait, left));
    wait = std::min(wait * 2, kLongestWait);
  }
}

Result<std::optional<HeldByOther>> holder_of_fleet(Workspace& workspace) {
  auto lease = workspace.store->lease_of(workspace.declared.fleet.name);
  if (!lease) return lease.error();
  if (!*lease) return std::optional<HeldByOther>();
  HeldByOther held{**std::move(lease), Liveness::unknown};
  held.holder = workspace.processes->liveness_of(held.lease.holder);
  if (!held.lease.holder.plan.empty()) {
    auto last = last_call_of(held.lease.holder.plan, *workspace.store);
    if (!last) return last.error();
    if (!last->empty()) held.lease.holder.operation = *std::move(last);
  }
  return std::optional(std::move(held));
}

void unlock_fleet(Workspace& workspace) {
  workspace.gate->open();
  workspace.leadership.reset();
}

}  // namespace muster
