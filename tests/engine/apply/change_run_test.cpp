#include <catch2/catch.hpp>

#include "tests/engine/apply/driven_run.hpp"

using namespace muster;
using namespace muster::testing;
using namespace muster::testing::phases;

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
