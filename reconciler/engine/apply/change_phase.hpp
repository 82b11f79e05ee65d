#pragma once

#include <optional>
#include <set>
#include <string>
#include <variant>

#include "reconciler/core/apply/operation.hpp"
#include "reconciler/core/apply/outcome.hpp"
#include "reconciler/engine/apply/apply_options.hpp"

namespace muster {

/// Facts about a failure that concern other changes too.
enum class FailureCause {
  read_denied,        ///< Even reading was refused: the key has no rights any longer.
  call_alone_denied,  ///< A call was denied, and its object could be read: the key has no right to this call.
  rival,              ///< Somebody else holds the slot: another muster is at work.
};

/// The phases of one change during its steps, each with its own data.
namespace phase {

/// Repeated reads. Their time limits count from `since`.
struct Polling {
  Instant since;
  Duration interval{0};
  std::optional<Instant> due;  ///< Time of the next read; nullopt while one is in flight.
};

/// Reads whether somebody else holds the slot, before a create.
struct Claiming {
  Polling polls;
};

/// Makes the call of the step.
struct Calling {
  std::optional<Instant> due;  ///< Time of the call; nullopt while it is in flight.
};

/// Why a call of this run may have taken effect although it failed.
struct Doubt {
  Error error;
  bool then_repeat = true;  ///< Repeat the call if it had no effect; otherwise its error is final.
};

/// Reads whether a call had its effect.
struct Settling {
  Polling polls;
  std::optional<Doubt> doubt;  ///< nullopt: this run made no call yet, but an earlier apply may have.
};

/// Reads whether an accepted call has reached the state that its step waits for.
struct Waiting {
  Polling polls;
  std::optional<OperationId> action;  ///< The cloud's action; nullopt if only the object is read.
  bool seen = false;                  ///< The object has been seen at least once.
};

/// Reads on the object itself whether an accepted call had its effect.
struct Verifying {
  Polling polls;
  std::string action_unread;  ///< Why the action of the call cannot be read; empty if it ended well.
};

/// Reads whether a created object is the only one of its slot.
struct Confirming {
  Polling polls;
  Instant made_at{};  ///< Creation time by the cloud.
};

/// No further call is due.
struct Ended {
  Outcome outcome;
  std::set<FailureCause> causes{};  ///< Of all failures of the run.
  /// A created machine that did not become ready and was destroyed: another one may be created in its place.
  MachineId given_up{};
};

}  // namespace phase

using ChangePhase = std::variant<phase::Claiming, phase::Calling, phase::Settling, phase::Waiting,
                                 phase::Verifying, phase::Confirming, phase::Ended>;

/// "claiming", "calling", "ended".
const char* to_string(const ChangePhase& phase);
/// Returns the phase's reads; nullptr if it makes none.
const phase::Polling* polls_of(const ChangePhase& phase);
/// Returns the time of the phase's next call; nullptr if the phase has ended. nullopt while a call is in
/// flight.
const std::optional<Instant>* due_of(const ChangePhase& phase);
/// Whether a failed read of these may be repeated.
bool may_read_again(const phase::Polling& polls, const Error& error, Instant now);
/// Returns the polls with the time of the next one: `after` from now, or by an interval that grows with time.
phase::Polling next_poll(phase::Polling polls, Instant now, const ApplyOptions& options,
                         std::optional<Duration> after);
/// The same phase with its call in flight.
ChangePhase with_call_in_flight(ChangePhase phase);
/// The same phase after the wall clock was set by this much: waits and time limits keep their length.
ChangePhase with_clock_set(ChangePhase phase, Duration by);

}  // namespace muster
