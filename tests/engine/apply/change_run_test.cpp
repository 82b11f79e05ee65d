#include "reconciler/engine/apply/change_run.hpp"

#include <catch2/catch.hpp>

#include "reconciler/core/fleet/resource/naming.hpp"
#include "tests/engine/scene.hpp"

using namespace muster;
using namespace muster::testing;

// The phases of a change, one transition a row: the answers so far, the phase that they lead to, one more
// answer, and the phase after it. A phase is named with the call that it makes next, or with its outcome.

namespace {

/// The answer to the call in flight, some time after the call became due.
struct Answer {
  Result<Reply> reply;
  Duration after{0};
};
using Answers = std::vector<Answer>;

Answer after(Duration time, Answer answer) {
  answer.after = time;
  return answer;
}
Answer error(ErrorKind kind) {
  return {Error{kind, "refused"}};
}
Answer accepted(const std::string& id = "") {
  return {Reply{Accepted{id, std::nullopt}}};
}
Answer started() {
  return {Reply{Accepted{"", OperationId("action-1")}}};
}
Answer action(OperationState::Phase phase) {
  return {Reply{OperationState{phase, ""}}};
}
Answer machine(const std::string& id, MachineStatus status, const std::string& size = "small",
               Instant made_at = {}) {
  Machine machine;
  machine.id = MachineId(id);
  machine.status = status;
  machine.size = SizeName(size);
  machine.created_at = made_at;
  return {Reply{machine}};
}

const Answer kAbsent{Reply{Absent{}}};
const Answer kLost = error(ErrorKind::unknown_outcome);
const Answer kNoRoute = error(ErrorKind::io);
const Answer kDenied = error(ErrorKind::denied);
const Answer kStarting = machine("new", MachineStatus::starting);
const Answer kRunning = machine("new", MachineStatus::running, "small", Instant(1h));
const Answer kOlder = machine("theirs", MachineStatus::running, "small", Instant(0h));
const Answer kYounger = machine("theirs", MachineStatus::running, "small", Instant(2h));

const Step kCreate{.operation = call::CreateMachine{.name = "fpai-worker-1",
                                                    .spec = {},
                                                    .network = {},
                                                    .tags = {fleet_tag(kFleet), slot_tag(worker(1))},
                                                    .change = ChangeId("c")},
                   .until = WaitFor::machine_running,
                   .timeout = 5min,
                   .message = "creating"};
const Step kDestroy{.operation = call::DestroyMachine{},
                    .until = WaitFor::machine_gone,
                    .timeout = 2min,
                    .message = "destroying"};
const Step kShutDown{.operation = call::ShutDown{MachineId("old")},
                     .until = WaitFor::machine_off,
                     .timeout = 2min,
                     .fallback = call::PowerOff{MachineId("old")},
                     .message = "shutting down"};
const Step kResize{.operation = call::ChangeSize{MachineId("old"), SizeName("large")},
                   .until = WaitFor::operation,
                   .timeout = 10min,
                   .message = "resizing"};
const Step kPowerOn{.operation = call::PowerOn{MachineId("old")},
                    .until = WaitFor::machine_running,
                    .timeout = 5min,
                    .message = "powering on"};
const Step kTag{.operation = call::EnsureTag{"tag"}, .message = "making a tag"};

const Route kCreation{{kCreate}, {{kDestroy}}};
const Route kResizing{{kShutDown, kResize, kPowerOn}, {{}, {kPowerOn}, {}}};
const Route kTagging{{kTag}, {}};

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

void check(const Route& route, const std::vector<Transition>& transitions,
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

Answers then(Answers answers, const Answers& more) {
  answers.insert(answers.end(), more.begin(), more.end());
  return answers;
}

}  // namespace

TEST_CASE("each answer leads a create to its next phase") {
  const Answers free = {kAbsent};
  const Answers lost = {kAbsent, kLost};
  const Answers denied = {kAbsent, kDenied};
  const Answers made = {kAbsent, accepted("new")};
  const Answers ready = {kAbsent, accepted("new"), kRunning};
  const Answers hopeless = {kAbsent, accepted("new"), after(5min, kStarting)};
  const Answers going = then(hopeless, {kStarting, accepted()});
  auto in_a_minute = error(ErrorKind::rate_limited);
  in_a_minute.reply = Error{ErrorKind::rate_limited, "slow down", Duration(1min)};
  check(
      kCreation,
      {
          {"the slot is free", {}, "claiming: find_holder", kAbsent, "calling: create_machine"},
          {"the holder is not found",
           {},
           "claiming: find_holder",
           error(ErrorKind::not_found),
           "calling: create_machine"},
          {"the listing shows a machine that was destroyed",
           {},
           "claiming: find_holder",
           machine("gone", MachineStatus::running),
           "calling: create_machine"},
          {"somebody holds the slot", {}, "claiming: find_holder", kOlder, "ended: failed"},
          {"it cannot be read now", {}, "claiming: find_holder", kNoRoute, "claiming: find_holder"},
          {"it cannot be read for long", {}, "claiming: find_holder", after(5min, kNoRoute), "ended: failed"},
          {"it may not be read", {}, "claiming: find_holder", kDenied, "ended: failed"},

          {"the cloud accepts it", free, "calling: create_machine", accepted("new"),
           "waiting: look_at_machine"},
          {"the reply is lost", free, "calling: create_machine", kLost, "settling: find_machine"},
          {"it is busy", free, "calling: create_machine", error(ErrorKind::conflict),
           "settling: find_machine"},
          {"nothing was sent", free, "calling: create_machine", kNoRoute, "calling: create_machine"},
          {"the rate is too high", free, "calling: create_machine", error(ErrorKind::rate_limited),
           "calling: create_machine"},
          {"the slot must be checked again after a long wait", free, "calling: create_machine", in_a_minute,
           "claiming: find_holder"},
          {"it is sold out", free, "calling: create_machine", error(ErrorKind::unavailable), "ended: failed"},
          {"it is invalid", free, "calling: create_machine", error(ErrorKind::invalid), "ended: failed"},
          {"it is denied", free, "calling: create_machine", kDenied, "settling: find_machine"},

          {"the machine exists", lost, "settling: find_machine", kStarting, "waiting: look_at_machine"},
          {"it is not listed yet", lost, "settling: find_machine", kAbsent, "settling: find_machine"},
          {"it does not exist: it is made again without another claim", lost, "settling: find_machine",
           after(21s, kAbsent), "calling: create_machine"},
          {"it cannot be read now", lost, "settling: find_machine", kNoRoute, "settling: find_machine"},
          {"it cannot be read for long", lost, "settling: find_machine", after(5min, kNoRoute),
           "ended: unknown"},
          {"it may not be read", lost, "settling: find_machine", kDenied, "ended: unknown"},
          {"the call alone was denied", denied, "settling: find_machine", kAbsent, "ended: failed"},
          {"nothing may be read either", denied, "settling: find_machine", kDenied, "ended: failed"},

          {"it starts", made, "waiting: look_at_machine", kStarting, "waiting: look_at_machine"},
          {"it runs", made, "waiting: look_at_machine", kRunning, "confirming: find_holder"},
          {"it is not listed yet", made, "waiting: look_at_machine", kAbsent, "waiting: look_at_machine"},
          {"it vanished before it was seen", made, "waiting: look_at_machine", after(21s, kAbsent),
           "settling: look_at_machine"},
          {"it vanished after it was seen", then(made, {kStarting}), "waiting: look_at_machine", kAbsent,
           "settling: look_at_machine"},
          {"it never becomes ready", made, "waiting: look_at_machine", after(5min, kStarting),
           "settling: look_at_machine"},
          {"it cannot be read now", made, "waiting: look_at_machine", kNoRoute, "waiting: look_at_machine"},
          {"it cannot be read for long", made, "waiting: look_at_machine", after(5min, kNoRoute),
           "ended: unknown"},
          {"it may not be read", made, "waiting: look_at_machine", kDenied, "ended: unknown"},

          {"it is the only one", ready, "confirming: find_holder", kRunning, "ended: done"},
          {"nothing is listed", ready, "confirming: find_holder", kAbsent, "ended: done"},
          {"a younger one exists", ready, "confirming: find_holder", kYounger, "ended: done"},
          {"an older one exists", ready, "confirming: find_holder", kOlder, "settling: look_at_machine"},
          {"the listing shows a destroyed one for a while", ready, "confirming: find_holder",
           machine("gone", MachineStatus::running), "confirming: find_holder"},
          {"the listing shows a destroyed one for long", ready, "confirming: find_holder",
           after(21s, machine("gone", MachineStatus::running)), "ended: done"},
          {"it cannot be read now", ready, "confirming: find_holder", kNoRoute, "confirming: find_holder"},
          {"it cannot be read for long", ready, "confirming: find_holder", after(5min, kNoRoute),
           "ended: unknown"},
          {"it may not be read", ready, "confirming: find_holder", kDenied, "ended: unknown"},

          {"going back, the machine is there", hopeless, "settling: look_at_machine", kStarting,
           "calling: destroy_machine"},
          {"going back, the machine is gone", hopeless, "settling: look_at_machine", kAbsent,
           "waiting: look_at_machine"},
          {"going back, nothing may be read", hopeless, "settling: look_at_machine", kDenied,
           "ended: unknown"},
          {"going back, it is there until its action ends", going, "waiting: look_at_machine", kStarting,
           "waiting: look_at_machine"},
          {"going back, it went", going, "waiting: look_at_machine", kAbsent, "ended: failed"},
          {"going back, it never goes", going, "waiting: look_at_machine", after(2min, kStarting),
           "ended: unknown"},
      });
}

TEST_CASE("each answer leads a resize to its next phase") {
  const auto on = machine("old", MachineStatus::running);
  const auto off = machine("old", MachineStatus::off);
  const auto large = machine("old", MachineStatus::off, "large");
  auto busy = off;
  std::get<Machine>(*busy.reply).busy = true;
  const Answers stopping = {started()};
  const Answers stubborn = {started(), after(2min, on)};
  const Answers stopped = {started(), off};
  const Answers resizing = then(stopped, {started()});
  const Answers resized = then(resizing, {action(OperationState::Phase::done)});
  const Answers unread = then(resizing, {kDenied});
  const Answers erred = then(resizing, {action(OperationState::Phase::failed)});
  const Answers back = then(stopped, {error(ErrorKind::unavailable)});
  const Answers back_on = then(back, {off, started(), action(OperationState::Phase::done)});
  const Answers done = then(resized, {large});
  const Answers open = then(unread, {kDenied, off, started(), action(OperationState::Phase::done)});
  check(
      kResizing,
      {
          {"the cloud accepts it", {}, "calling: shut_down", started(), "waiting: look_at_machine"},
          {"the machine is gone: it is off",
           {},
           "calling: shut_down",
           error(ErrorKind::not_found),
           "calling: change_size"},
          {"it is invalid: it may be off already",
           {},
           "calling: shut_down",
           error(ErrorKind::invalid),
           "settling: look_at_machine"},
          {"it was off already",
           {error(ErrorKind::invalid)},
           "settling: look_at_machine",
           off,
           "waiting: look_at_machine"},
          {"it is not off", {error(ErrorKind::invalid)}, "settling: look_at_machine", on, "ended: failed"},
          {"something still runs on it",
           {error(ErrorKind::invalid)},
           "settling: look_at_machine",
           busy,
           "settling: look_at_machine"},
          {"the machine is on", stopping, "waiting: look_at_machine", on, "waiting: look_at_machine"},
          {"the machine is off", stopping, "waiting: look_at_machine", off, "calling: change_size"},
          {"the machine ignores it: the fallback", stopping, "waiting: look_at_machine", after(2min, on),
           "calling: power_off"},
          {"it is out of sight: the fallback", stopping, "waiting: look_at_machine", after(2min, kNoRoute),
           "calling: power_off"},
          {"the fallback is accepted", stubborn, "calling: power_off", started(), "waiting: look_at_machine"},
          {"the fallback has none of its own", then(stubborn, {started()}), "waiting: look_at_machine",
           after(2min, on), "ended: unknown"},

          {"the cloud accepts it", stopped, "calling: change_size", started(), "waiting: look_at_action"},
          {"the cloud did it at once: the object shows it", stopped, "calling: change_size", accepted(),
           "verifying: look_at_machine"},
          {"the reply is lost", stopped, "calling: change_size", kLost, "settling: look_at_machine"},
          {"it had its effect", then(stopped, {kLost}), "settling: look_at_machine", large,
           "calling: power_on"},
          {"it had no effect", then(stopped, {kLost}), "settling: look_at_machine", off,
           "calling: change_size"},
          {"it is refused: back to service", stopped, "calling: change_size", error(ErrorKind::unavailable),
           "settling: look_at_machine"},

          {"the action runs", resizing, "waiting: look_at_action", action(OperationState::Phase::running),
           "waiting: look_at_action"},
          {"the action ended well: the object shows it", resizing, "waiting: look_at_action",
           action(OperationState::Phase::done), "verifying: look_at_machine"},
          {"the action ended in an error", resizing, "waiting: look_at_action",
           action(OperationState::Phase::failed), "settling: look_at_machine"},
          {"and had no effect: again", erred, "settling: look_at_machine", off, "calling: change_size"},
          {"the action may not be read", resizing, "waiting: look_at_action", kDenied,
           "verifying: look_at_machine"},
          {"the action is not there", resizing, "waiting: look_at_action", kAbsent,
           "verifying: look_at_machine"},
          {"the action cannot be read now", resizing, "waiting: look_at_action", kNoRoute,
           "waiting: look_at_action"},
          {"the action cannot be read for long", resizing, "waiting: look_at_action", after(2min, kNoRoute),
           "verifying: look_at_machine"},
          {"the action never ends", resizing, "waiting: look_at_action",
           after(10min, action(OperationState::Phase::running)), "settling: look_at_machine"},

          {"the object shows it", resized, "verifying: look_at_machine", large, "calling: power_on"},
          {"the object does not show it yet", resized, "verifying: look_at_machine", off,
           "verifying: look_at_machine"},
          {"the object never shows it: back to service", resized, "verifying: look_at_machine",
           after(31s, off), "settling: look_at_machine"},
          {"an action that is unread has more time", unread, "verifying: look_at_machine", after(31s, off),
           "verifying: look_at_machine"},
          {"the object is busy", resized, "verifying: look_at_machine", busy, "verifying: look_at_machine"},
          {"the machine is gone", resized, "verifying: look_at_machine", kAbsent,
           "settling: look_at_machine"},
          {"the object may not be read: back to service", unread, "verifying: look_at_machine", kDenied,
           "settling: look_at_machine"},

          {"going back, the machine is off", back, "settling: look_at_machine", off, "calling: power_on"},
          {"going back, the machine is on", back, "settling: look_at_machine", on,
           "waiting: look_at_machine"},
          {"going back, the machine is on again", back_on, "waiting: look_at_machine", on, "ended: failed"},
          {"going back, it stays off", back_on, "waiting: look_at_machine", after(5min, off),
           "ended: unknown"},
          {"going back from an accepted call ends open", open, "waiting: look_at_machine", on,
           "ended: unknown"},

          {"a resized machine stays off", then(done, {started()}), "waiting: look_at_action",
           after(5min, action(OperationState::Phase::running)), "ended: unknown"},
          {"the last step ends the change", then(done, {accepted()}), "waiting: look_at_machine", on,
           "ended: done"},
      });
}

TEST_CASE("a call that no look can check is repeated") {
  check(kTagging, {
                      {"it is accepted", {}, "calling: ensure_tag", accepted(), "ended: done"},
                      {"the reply is lost", {}, "calling: ensure_tag", kLost, "calling: ensure_tag"},
                      {"it is denied", {}, "calling: ensure_tag", kDenied, "ended: failed"},
                      {"it is lost for the sixth time", Answers(5, kLost), "calling: ensure_tag", kLost,
                       "ended: unknown"},
                  });
}

TEST_CASE("a change of an earlier apply is checked before each call") {
  check(kCreation,
        {
            {"the machine exists", {}, "settling: find_machine", kStarting, "waiting: look_at_machine"},
            {"it is not listed yet", {}, "settling: find_machine", kAbsent, "settling: find_machine"},
            {"it does not exist: its slot is claimed again",
             {},
             "settling: find_machine",
             after(21s, kAbsent),
             "claiming: find_holder"},
            {"it may not be read", {}, "settling: find_machine", kDenied, "ended: unknown"},
        },
        EarlierCalls{});

  SECTION("the time since the earlier call counts") {
    Driven driven(kCreation, EarlierCalls{{0, {Instant(1h), Instant(1h)}}});
    driven.answer(kAbsent);
    CHECK(driven.phase() == "claiming: find_holder");
  }
  SECTION("nothing that was not begun is made if only begun changes count") {
    Driven driven(kCreation, EarlierCalls{}, true);
    driven.answer(after(21s, kAbsent));
    CHECK(driven.phase() == "ended: skipped");
  }
  SECTION("an effect that the object shows is not repeated") {
    Driven driven(kResizing, EarlierCalls{});
    driven.run.effect_seen(driven.now);
    CHECK(driven.phase() == "settling: look_at_machine");
    driven.answer(machine("old", MachineStatus::off, "large"));
    CHECK(driven.phase() == "calling: power_on");
  }
}

TEST_CASE("the third action that ends in an error is final") {
  Driven driven(kResizing);
  driven.answer({started(), machine("old", MachineStatus::off)});
  for (int i = 0; i < 2; ++i) {
    CHECK(driven.phase() == "calling: change_size");
    driven.answer({started(), action(OperationState::Phase::failed), machine("old", MachineStatus::off)});
  }
  driven.answer({started(), action(OperationState::Phase::failed)});
  CHECK(driven.phase() == "settling: look_at_machine");  // The rollback begins.
  driven.answer({machine("old", MachineStatus::off), started()});
  CHECK(driven.phase() == "waiting: look_at_action");
}

TEST_CASE("a stop ends any phase; only a change without a call is skipped") {
  struct Row {
    const char* that;
    Route route;
    Answers so_far;
    bool in_flight;
    const char* phase;
    const char* outcome;
  };
  for (const auto& row : {
           Row{"a claim", kCreation, {}, false, "claiming", "skipped"},
           Row{"a claim in flight", kCreation, {}, true, "claiming", "skipped"},
           Row{"before the call", kCreation, {kAbsent}, false, "calling", "skipped"},
           Row{"the call in flight", kCreation, {kAbsent}, true, "calling", "unknown"},
           Row{"a doubt", kCreation, {kAbsent, kLost}, false, "settling", "unknown"},
           Row{"a wait", kCreation, {kAbsent, accepted("new")}, false, "waiting", "unknown"},
           Row{"a confirmation",
               kCreation,
               {kAbsent, accepted("new"), kRunning},
               true,
               "confirming",
               "unknown"},
           Row{"before the second call",
               kResizing,
               {error(ErrorKind::not_found)},
               false,
               "calling",
               "unknown"},
       }) {
    DYNAMIC_SECTION(row.that) {
      Driven driven(row.route);
      driven.answer(row.so_far);
      CHECK(to_string(driven.run.phase()) == std::string(row.phase));
      if (row.in_flight) static_cast<void>(driven.run.take_call());
      driven.run.stop("it was interrupted");
      CHECK(driven.phase() == std::string("ended: ") + row.outcome);
      driven.run.answered(kRunning.reply, driven.now);  // A late answer changes nothing.
      CHECK(driven.phase() == std::string("ended: ") + row.outcome);
    }
  }
}

TEST_CASE("a call that is refused before it is made fails") {
  Driven driven(kTagging);
  static_cast<void>(driven.run.take_call());
  driven.run.refused({ErrorKind::io, "the disk is full"}, driven.now);
  CHECK(driven.phase() == "ended: failed");
}

TEST_CASE("the end of a change names the causes of its failures") {
  struct Row {
    const char* that;
    Answers answers;
    std::set<FailureCause> causes;
    const char* given_up;
  };
  const Answers hopeless = {kAbsent, accepted("new"), after(5min, kStarting)};
  const Answers rival = {kAbsent, accepted("new"), kRunning, kOlder};
  for (const auto& row : {
           Row{"somebody holds the slot", {kOlder}, {FailureCause::rival}, ""},
           Row{"the call alone is denied",
               {kAbsent, kDenied, kAbsent},
               {FailureCause::call_alone_denied},
               ""},
           Row{"reading is denied too", {kAbsent, kDenied, kDenied}, {FailureCause::read_denied}, ""},
           Row{"the machine is given up", then(hopeless, {kAbsent, kAbsent}), {}, "new"},
           Row{"the machine cannot be given up", then(hopeless, {kDenied}), {FailureCause::read_denied}, ""},
           Row{"a rival, and no rights to go back",
               then(rival, {kDenied}),
               {FailureCause::rival, FailureCause::read_denied},
               ""},
           Row{"a rival is left alone", then(rival, {kAbsent, kAbsent}), {FailureCause::rival}, "new"},
       }) {
    DYNAMIC_SECTION(row.that) {
      Driven driven(kCreation);
      driven.answer(row.answers);
      REQUIRE(driven.run.ended());
      CHECK(driven.run.end().causes == row.causes);
      CHECK(driven.run.end().given_up.value == row.given_up);
      CHECK(driven.run.gave_up() == (row.given_up[0] != 0));
    }
  }
}

TEST_CASE("a clock that is set moves the waits of a change with it") {
  Driven driven(kCreation);
  driven.answer({kAbsent, accepted("new")});
  const auto due = driven.run.due();
  driven.run.clock_set(-1h);
  CHECK(driven.run.due() == due - 1h);
  driven.now -= 1h;
  driven.answer(after(4min, kStarting));
  CHECK(driven.phase() == "waiting: look_at_machine");
  driven.answer(after(1min, kStarting));
  CHECK(driven.phase() == "settling: look_at_machine");
}
