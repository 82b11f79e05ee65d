#include "reconciler/core/history/scaling_event.hpp"

#include <catch2/catch.hpp>

#include "reconciler/core/history/worked_on.hpp"
#include "tests/support/plans.hpp"

using namespace muster;
using namespace muster::test;

namespace {

const PlanId kPlan("p");
const ChangeId kChange("c");
const Slot kSlot{PoolName("worker"), 1};

/// A journal that is told in short: one second between its entries.
class Journal {
 public:
  explicit Journal(Effect effect) {
    Change change;
    change.id = kChange;
    change.address = std::string(type_of(effect)) + "." + name_of(effect);
    change.action = action_of(effect);
    change.effect = std::move(effect);
    plan_.changes = {change};
    write(ApplyStarted{kPlan, FleetName("fpai"), "ada", "{}"});
  }
  Journal& write(JournalBody body) {
    ++sequence_;
    entries_.push_back({sequence_, noon() + sequence_ * 1s, FleetName("fpai"), std::move(body)});
    return *this;
  }
  Journal& step(int number, const char* kind, bool ok = true) {
    write(StepStarted{kPlan, kChange, number, kind, kind});
    return write(StepFinished{kPlan, kChange, number, ok, "", ok ? "" : "no"});
  }
  Journal& ended(const char* outcome = "done") {
    return write(ChangeFinished{kPlan, kChange, "machine.worker/1", outcome, "4711", "", {}});
  }
  ScalingEvent event() const {
    const auto events = events_of(entries_, reader());
    REQUIRE(events.size() == 1);
    return events.front();
  }
  PlanReader reader() const {
    return [plan = plan_](const std::string&) -> Result<Plan> { return plan; };
  }
  const std::vector<JournalEntry>& entries() const { return entries_; }

 private:
  Plan plan_;
  std::int64_t sequence_ = 0;
  std::vector<JournalEntry> entries_;
};

Effect a_resize() {
  return ResizeMachine{kSlot, MachineId("1"), SizeName("small"), SizeName("large")};
}

}  // namespace

TEST_CASE("downtime lasts from taking the machine down until it runs again") {
  Journal journal(a_resize());
  journal.step(0, "leave_balancer").step(1, "shut_down").step(2, "change_size").step(3, "power_on").ended();
  // The shutdown begins at 4 s, the end of power on stands at 9 s.
  CHECK(journal.event().downtime == Duration(5s));
}

TEST_CASE("a plug that was pulled after the shutdown does not begin the downtime anew") {
  Journal journal(a_resize());
  journal.write(StepStarted{kPlan, kChange, 0, "shut_down", ""})
      .step(0, "power_off")
      .step(1, "power_on")
      .ended();
  CHECK(journal.event().downtime == Duration(4s));
}

TEST_CASE("what was never down has no downtime") {
  Journal journal(CreateMachine{kSlot, {}});
  CHECK(journal.step(0, "create_machine").ended().event().downtime == Duration(0));
}

TEST_CASE("a machine that goes for good leaves none behind that is down") {
  Journal destroyed(DestroyMachine{kSlot, MachineId("1"), SizeName("small"), Region("nyc3")});
  CHECK(destroyed.step(0, "shut_down").step(1, "destroy_machine").ended().event().downtime == Duration(0));
  Journal replaced(ReplaceMachine{kSlot, MachineId("1"), {}, {}, "moved"});
  CHECK(replaced.step(0, "create_machine")
            .step(1, "shut_down")
            .step(2, "destroy_machine")
            .ended()
            .event()
            .downtime == Duration(0));
}

TEST_CASE("how long a machine was down that did not come back is not known") {
  Journal journal(a_resize());
  journal.step(0, "shut_down").step(1, "power_on", false).ended("failed");
  CHECK_FALSE(journal.event().downtime);
  Journal cut_off(a_resize());
  CHECK_FALSE(cut_off.step(0, "shut_down").event().downtime);
  CHECK(cut_off.event().outcome == "unfinished");
}

TEST_CASE("a measured outcome belongs to its event, and to no other") {
  Journal journal(a_resize());
  journal.step(0, "shut_down").step(1, "power_on").ended();
  CHECK_FALSE(journal.event().cpu_after);
  journal.write(OutcomeMeasured{kPlan, ChangeId("other"), kSlot, Measure::whole(9), 3});
  CHECK_FALSE(journal.event().cpu_after);
  journal.write(OutcomeMeasured{kPlan, kChange, kSlot, Measure::milli(41'500), 10});
  CHECK(journal.event().cpu_after == Measure::milli(41'500));
}

TEST_CASE("the journal tells what work was begun on") {
  Journal journal(a_resize());
  CHECK(worked_on(journal.entries(), FleetName("fpai"), journal.reader()) == ObjectNames{});
  journal.write(StepStarted{kPlan, kChange, 0, "shut_down", ""});
  ObjectNames expected;
  expected.slots = {kSlot};
  CHECK(worked_on(journal.entries(), FleetName("fpai"), journal.reader()) == expected);
  CHECK(worked_on(journal.entries(), FleetName("other"), journal.reader()) == ObjectNames{});
}
