#include <catch2/catch.hpp>

#include "tests/engine/apply/driven_run.hpp"

using namespace muster;
using namespace muster::testing;
using namespace muster::testing::phases;

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
  const Answers open_at_second_try =
      then(unread, {kDenied, off, started(), action(OperationState::Phase::failed), off, started(),
                    action(OperationState::Phase::done)});
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
          {"a failed action on the way back says nothing about the accepted call", open_at_second_try,
           "waiting: look_at_machine", on, "ended: unknown"},

          {"a resized machine stays off", then(done, {started()}), "waiting: look_at_action",
           after(5min, action(OperationState::Phase::running)), "ended: unknown"},
          {"the last step ends the change", then(done, {accepted()}), "waiting: look_at_machine", on,
           "ended: done"},
      });
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
