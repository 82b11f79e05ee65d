#pragma once

#include <optional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "reconciler/core/fleet/resource/naming.hpp"
#include "reconciler/engine/apply/change_run.hpp"
#include "tests/engine/scene.hpp"

// The phases of a change, one transition a row: the answers so far, the phase that they lead to, one more
// answer, and the phase after it. A phase is named with the call that it makes next, or with its outcome.
namespace muster::testing::phases {

/// The answer to the call in flight, some time after the call became due.
struct Answer {
  Result<Reply> reply;
  Duration after{0};
};
using Answers = std::vector<Answer>;

inline Answer after(Duration time, Answer answer) {
  answer.after = time;
  return answer;
}
inline Answer error(ErrorKind kind) {
  return {Error{kind, "refused"}};
}
inline Answer accepted(const std::string& id = "") {
  return {Reply{Accepted{id, std::nullopt}}};
}
inline Answer started() {
  return {Reply{Accepted{"", OperationId("action-1")}}};
}
inline Answer action(OperationState::Phase phase) {
  return {Reply{OperationState{phase, ""}}};
}
inline Answer machine(const std::string& id, MachineStatus status, const std::string& size = "small",
                      Instant made_at = {}) {
  Machine machine;
  machine.id = MachineId(id);
  machine.status = status;
  machine.size = SizeName(size);
  machine.created_at = made_at;
  return {Reply{machine}};
}

inline const Answer kAbsent{Reply{Absent{}}};
inline const Answer kLost = error(ErrorKind::unknown_outcome);
inline const Answer kNoRoute = error(ErrorKind::io);
inline const Answer kDenied = error(ErrorKind::denied);
inline const Answer kStarting = machine("new", MachineStatus::starting);
inline const Answer kRunning = machine("new", MachineStatus::running, "small", Instant(1h));
inline const Answer kOlder = machine("theirs", MachineStatus::running, "small", Instant(0h));
inline const Answer kYounger = machine("theirs", MachineStatus::running, "small", Instant(2h));

inline const Step kCreate{.operation = call::CreateMachine{.name = "fpai-worker-1",
                                                           .spec = {},
                                                           .network = {},
                                                           .tags = {fleet_tag(kFleet), slot_tag(worker(1))},
                                                           .change = ChangeId("c")},
                          .until = WaitFor::machine_running,
                          .timeout = 5min,
                          .message = "creating"};
inline const Step kDestroy{.operation = call::DestroyMachine{},
                           .until = WaitFor::machine_gone,
                           .timeout = 2min,
                           .message = "destroying"};
inline const Step kShutDown{.operation = call::ShutDown{MachineId("old")},
                            .until = WaitFor::machine_off,
                            .timeout = 2min,
                            .fallback = call::PowerOff{MachineId("old")},
                            .message = "shutting down"};
inline const Step kResize{.operation = call::ChangeSize{MachineId("old"), SizeName("large")},
                          .until = WaitFor::operation,
                          .timeout = 10min,
                          .message = "resizing"};
inline const Step kPowerOn{.operation = call::PowerOn{MachineId("old")},
                           .until = WaitFor::machine_running,
                           .timeout = 5min,
                           .message = "powering on"};
inline const Step kTag{.operation = call::EnsureTag{"tag"}, .message = "making a tag"};

inline const Route kCreation{{kCreate}, {{kDestroy}}};
inline const Route kResizing{{kShutDown, kResize, kPowerOn}, {{}, {kPowerOn}, {}}};
inline const Route kTagging{{kTag}, {}};

/// A run that is answered, with the clock at the time of its calls.
struct Driven {
  ApplyOptions options;
  Change change;
  Instant now{2h};
  ChangeRun run;

  explicit Driven(const Route& route, std::optional<EarlierCalls> earlier = std::nullopt,
                  bool only_begun = false)
      : options(with(only_begun)),
        run({.change = change,
             .options = options,
             .route = route,
             .started_at = now,
             .earlier_calls = std::move(earlier),
             .destroyed = "gone"},
            now) {
    change.id = ChangeId("c");
  }
  static ApplyOptions with(bool only_begun) {
    ApplyOptions options;
    options.only_begun = only_begun;
    return options;
  }
  void answer(const Answer& answer) {
    REQUIRE(run.waits_to_call());
    now = std::max(now, run.due());
    static_cast<void>(run.take_call());
    now += answer.after;
    run.answered(answer.reply, now);
  }
  void answer(const Answers& answers) {
    for (const auto& one : answers) answer(one);
  }
  std::string phase() const {
    const std::string name = to_string(run.phase());
    if (run.ended()) return name + ": " + to_string(run.outcome());
    auto copy = run;
    return name + ": " + kind_of(copy.take_call().operation);
  }
};

struct Transition {
  const char* that;
  Answers so_far;
  const char* from;
  Answer answer;
  const char* to;
};

inline void check(const Route& route, const std::vector<Transition>& transitions,
                  const std::optional<EarlierCalls>& earlier = std::nullopt) {
  for (const auto& row : transitions) {
    DYNAMIC_SECTION(row.from << ", " << row.that) {
      Driven driven(route, earlier);
      driven.answer(row.so_far);
      CHECK(driven.phase() == row.from);
      driven.answer(row.answer);
      CHECK(driven.phase() == row.to);
    }
  }
}

inline Answers then(Answers answers, const Answers& more) {
  answers.insert(answers.end(), more.begin(), more.end());
  return answers;
}

}  // namespace muster::testing::phases
