#include "reconciler/core/history/scaling_event.hpp"

#include <catch2/catch.hpp>

#include "reconciler/core/history/touched_objects.hpp"
#include "tests/core/history/one_change.hpp"
#include "tests/support/plans.hpp"
#include "tests/support/slots.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// A journal that is told in short: one second between its entries.
class ChangeJournal {
 public:
  explicit ChangeJournal(Effect effect) {
    Change change;
    change.id = kChange;
    change.address = std::string(type_of(effect)) + "." + name_of(effect);
    change.action = action_of(effect);
    change.effect = std::move(effect);
    plan_.changes = {change};
    write(ApplyStarted{kPlan, FleetName("fpai"), "ada", "{}"});
  }
  ChangeJournal& write(JournalBody body) {
    ++sequence_;
    entries_.push_back({sequence_, noon() + sequence_ * 1s, FleetName("fpai"), std::move(body)});
    return *this;
  }
  ChangeJournal& step(int number, const char* kind, bool ok = true) {
    write(StepStarted{kPlan, kChange, number, kind, kind});
    return write(StepFinished{kPlan, kChange, number, ok, "", ok ? "" : "no"});
  }
  ChangeJournal& ended(const char* outcome = "done") {
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
  return ResizeMachine{kFirst, MachineId("1"), SizeName("small"), SizeName("large")};
}

}  // namespace

TEST_CASE("downtime lasts from taking the machine down until it runs again") {
  ChangeJournal journal(a_resize());
  journal.step(0, "leave_balancer").step(1, "shut_down").step(2, "change_size").step(3, "power_on").ended();
  // The shutdown begins at 4 s, the end of power on stands at 9 s.
  CHECK(journal.event().downtime == Duration(5s));
}

TEST_CASE("a plug that was pulled after the shutdown does not begin the downtime anew") {
  ChangeJournal journal(a_resize());
  journal.write(StepStarted{kPlan, kChange, 0, "shut_down", ""})
      .step(0, "power_off")
      .step(1, "power_on")
      .ended();
  CHECK(journal.event().downtime == Duration(4s));
}

TEST_CASE("what was never down has no downtime") {
  ChangeJournal journal(CreateMachine{kFirst, {}});
  CHECK(journal.step(0, "create_machine").ended().event().downtime == Duration(0));
}

TEST_CASE("a machine that goes for good leaves none behind that is down") {
  ChangeJournal destroyed(DestroyMachine{kFirst, MachineId("1"), SizeName("small"), Region("nyc3")});
  CHECK(destroyed.step(0, "shut_down").step(1, "destroy_machine").ended().event().downtime == Duration(0));
  ChangeJournal replaced(ReplaceMachine{kFirst, MachineId("1"), {}, {}, "moved"});
  CHECK(replaced.step(0, "create_machine")
            .step(1, "shut_down")
            .step(2, "destroy_machine")
            .ended()
            .event()
            .downtime == Duration(0));
}

TEST_CASE("how long a machine was down that did not come back is not known") {
  ChangeJournal journal(a_resize());
  journal.step(0, "shut_down").step(1, "power_on", false).ended("failed");
  CHECK_FALSE(journal.event().downtime);
  ChangeJournal cut_off(a_resize());
  CHECK_FALSE(cut_off.step(0, "shut_down").event().downtime);
  CHECK(cut_off.event().outcome == "unfinished");
}

TEST_CASE("a measured outcome belongs to its event, and to no other") {
  ChangeJournal journal(a_resize());
  journal.step(0, "shut_down").step(1, "power_on").ended();
  CHECK_FALSE(journal.event().cpu_after);
  journal.write(OutcomeMeasured{kPlan, ChangeId("other"), kFirst, Measure::whole(9), 3});
  CHECK_FALSE(journal.event().cpu_after);
  journal.write(OutcomeMeasured{kPlan, kChange, kFirst, Measure::milli(41'500), 10});
  CHECK(journal.event().cpu_after == Measure::milli(41'500));
}

TEST_CASE("applies that run side by side keep their own changes") {
  const PlanId other("sha256:other");
  const ChangeId second("second");
  const auto plan_with = [](const PlanId& id, const ChangeId& change, const Slot& slot, Instant at) {
    Plan plan;
    plan.id = id;
    plan.made_at = at;
    Change create;
    create.id = change;
    create.address = "machine." + to_string(slot);
    create.effect = CreateMachine{slot, {}};
    plan.changes = {create};
    return plan;
  };
  const PlanReader reader = [&](const std::string& json) -> Result<Plan> {
    return json == "1" ? plan_with(kPlan, kChange, kFirst, noon())
                       : plan_with(other, second, kSecond, noon() + 30s);
  };
  const std::vector<JournalBody> bodies = {
      ApplyStarted{kPlan, FleetName("fpai"), "ada", "1"},
      StepStarted{kPlan, kChange, 0, "create_machine", ""},
      ApplyStarted{other, FleetName("fpai"), "auto", "2"},
      StepStarted{other, second, 0, "create_machine", ""},
      ChangeFinished{kPlan, kChange, "machine.worker/1", "done", "1", "", {}},
      ChangeFinished{other, second, "machine.worker/2", "done", "2", "", {}}};
  std::vector<JournalEntry> entries;
  for (const auto& body : bodies) {
    const auto sequence = static_cast<std::int64_t>(entries.size()) + 1;
    entries.push_back({sequence, noon() + sequence * 1s, FleetName("fpai"), body});
  }
  const auto events = events_of(entries, reader);
  REQUIRE(events.size() == 2);
  CHECK(events[0].subject == "worker/1");
  CHECK(events[0].outcome == "done");
  CHECK(events[0].approved_by == "ada");
  CHECK(events[0].timestamp == noon());
  CHECK(events[0].action == events[1].action);
  CHECK(events[1].subject == "worker/2");
  CHECK(events[1].outcome == "done");
  CHECK(events[1].approved_by == "auto");
  CHECK(events[1].apply == 3);
  CHECK(newest_applies(events, 1).size() == 1);
  CHECK(newest_applies(events, 1).front().subject == "worker/2");
  CHECK(newest_applies(events, 2).size() == 2);
  CHECK(newest_applies(events, 0).empty());
}

TEST_CASE("the journal tells what work was begun on") {
  ChangeJournal journal(a_resize());
  CHECK(touched_objects(journal.entries(), FleetName("fpai"), journal.reader()) == ObjectNames{});
  journal.write(StepStarted{kPlan, kChange, 0, "shut_down", ""});
  ObjectNames expected;
  expected.slots = {kFirst};
  CHECK(touched_objects(journal.entries(), FleetName("fpai"), journal.reader()) == expected);
  CHECK(touched_objects(journal.entries(), FleetName("other"), journal.reader()) == ObjectNames{});
}
