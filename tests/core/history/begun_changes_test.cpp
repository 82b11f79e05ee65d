#include "reconciler/core/history/begun_changes.hpp"

#include <catch2/catch.hpp>

using namespace muster;

namespace {

const FleetName kBegunFleet{"fpai"};
const PlanId kBegunPlan{"p"};
const ChangeId kBegunChange{"c"};
const Slot kBegunSlot{PoolName("worker"), 1};

Plan a_begun_resize() {
  Plan plan;
  plan.id = kBegunPlan;
  plan.made_at = Instant(1h);
  Change change;
  change.id = kBegunChange;
  change.effect = ResizeMachine{kBegunSlot, MachineId("7"), SizeName("a"), SizeName("b")};
  change.cost_before.monthly = Money::dollars(12);
  change.cost_after.monthly = Money::dollars(18);
  plan.changes = {change};
  return plan;
}

std::vector<RecentChange> begun_by(std::vector<JournalBody> bodies) {
  std::vector<JournalEntry> entries;
  std::int64_t number = 0;
  for (auto& body : bodies) {
    ++number;
    entries.push_back({number, Instant(1h + std::chrono::minutes(number)), kBegunFleet, std::move(body)});
  }
  return begun_changes(entries, kBegunFleet,
                       [](const std::string&) { return Result<Plan>(a_begun_resize()); });
}

const ApplyStarted kBegunStart{kBegunPlan, kBegunFleet, "auto", "{}"};
const StepStarted kBegunCall{kBegunPlan, kBegunChange, 0, "", ""};

ChangeFinished begun_and_ended(const char* outcome) {
  return {kBegunPlan, kBegunChange, "", outcome, "", "", {}};
}

}  // namespace

TEST_CASE("a change counts from its first call on until an entry tells its end") {
  CHECK(begun_by({kBegunStart}).empty());
  CHECK(begun_by({kBegunStart, kBegunCall}).size() == 1);
  for (const auto* outcome : {"done", "failed", "unknown"})
    CHECK(begun_by({kBegunStart, kBegunCall, begun_and_ended(outcome)}).empty());
  CHECK(begun_by({kBegunStart, kBegunCall, begun_and_ended("failed"), kBegunStart, kBegunCall}).size() == 1);
}

TEST_CASE("it counts as the plan decided it, at the time of its last call") {
  const auto all = begun_by({kBegunStart, kBegunCall, kBegunCall});
  REQUIRE(all.size() == 1);
  CHECK(all.front().kind == RecentChange::Kind::resize_machine);
  CHECK(all.front().slot == kBegunSlot);
  CHECK(all.front().delta_month == Money::dollars(6));
  CHECK(all.front().decided_at == Instant(1h));
  CHECK(all.front().finished_at == Instant(1h + 3min));
}

TEST_CASE("a creation that the cloud tells of itself counts once") {
  RecentChange made;
  made.kind = RecentChange::Kind::create_machine;
  made.slot = kBegunSlot;
  made.decided_at = Instant(1h);
  made.finished_at = Instant(2h);
  std::vector<RecentChange> recent = {made};
  add_begun({made}, recent);
  CHECK(recent.size() == 1);
  made.slot = Slot{PoolName("worker"), 2};
  add_begun({made}, recent);
  CHECK(recent.size() == 2);
}
