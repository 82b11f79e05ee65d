#include "reconciler/engine/apply/change_phase.hpp"

#include <algorithm>
#include <array>

#include "reconciler/engine/call/call_kinds.hpp"

namespace muster {
namespace {

/// Calls `act` with the due time of a phase; does nothing after the end.
template <class Act>
void at_due(ChangePhase& phase, Act act) {
  std::visit(
      [&](auto& one) {
        if constexpr (requires { one.polls.due; }) {
          act(one.polls.due);
        } else if constexpr (requires { one.due; }) {
          act(one.due);
        }
      },
      phase);
}

}  // namespace

const char* to_string(const ChangePhase& phase) {
  static constexpr std::array<const char*, std::variant_size_v<ChangePhase>> kNames = {
      "claiming", "calling", "settling", "waiting", "verifying", "confirming", "ended"};
  return kNames[phase.index()];
}

const phase::Polling* polls_of(const ChangePhase& phase) {
  return std::visit(
      [](const auto& one) -> const phase::Polling* {
        if constexpr (requires { one.polls; }) {
          return &one.polls;
        } else {
          return nullptr;
        }
      },
      phase);
}

const std::optional<Instant>* due_of(const ChangePhase& phase) {
  if (const auto* polls = polls_of(phase)) return &polls->due;
  const auto* calling = std::get_if<phase::Calling>(&phase);
  return calling ? &calling->due : nullptr;
}

bool may_read_again(const phase::Polling& polls, const Error& error, Instant now) {
  return passes(error.kind) && now - polls.since < kVerifyTimeout;
}

phase::Polling next_poll(phase::Polling polls, Instant now, const ApplyOptions& options,
                         std::optional<Duration> after) {
  // The longer it takes, the longer is the interval: an eighth of the elapsed time.
  const auto longest = std::max(options.poll_most, options.poll_first);
  polls.interval = std::clamp((now - polls.since) / 8, options.poll_first, longest);
  polls.due = now + (after ? *after : polls.interval);
  return polls;
}

ChangePhase with_call_in_flight(ChangePhase phase) {
  at_due(phase, [](std::optional<Instant>& due) { due.reset(); });
  return phase;
}

ChangePhase with_clock_set(ChangePhase phase, Duration by) {
  at_due(phase, [&](std::optional<Instant>& due) {
    if (due) *due += by;
  });
  std::visit(
      [&](auto& one) {
        if constexpr (requires { one.polls.since; }) one.polls.since += by;
      },
      phase);
  return phase;
}

}  // namespace muster
