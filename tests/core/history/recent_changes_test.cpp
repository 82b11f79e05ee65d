#include <catch2/catch.hpp>

#include "reconciler/core/history/earlier_applies.hpp"
#include "reconciler/core/history/recent_changes.hpp"
#include "tests/support/slots.hpp"

using namespace muster;
using namespace muster::test;

namespace {

using Kind = RecentChange::Kind;

Change priced(Effect effect, int before, int after) {
  Change change;
  change.effect = std::move(effect);
  change.cost_before.monthly = Money::dollars(before);
  change.cost_after.monthly = Money::dollars(after);
  return change;
}

JournalEntry ended(std::int64_t sequence, const char* fleet, const char* outcome, int finished_hour) {
  RecentChange memory;
  memory.pool = PoolName("worker");
  memory.finished_at = Instant(std::chrono::hours(finished_hour));
  return {sequence, Instant(std::chrono::hours(finished_hour)), FleetName(fleet),
          ChangeFinished{PlanId("p"), ChangeId("c"), "a", outcome, "", "", memory}};
}

}  // namespace

TEST_CASE("what later decisions need to know of a change") {
  const ResizeMachine resize{kThird, MachineId("1"), SizeName("small"), SizeName("large")};
  struct Row {
    const char* that;
    Change change;
    Kind kind;
    Direction direction;
    int delta;
    bool has_slot;
  };
  for (const auto& row : {
           Row{"a new machine", priced(CreateMachine{kThird, {}}, 0, 24), Kind::create_machine, Direction::up,
               24, true},
           Row{"a larger machine", priced(resize, 12, 18), Kind::resize_machine, Direction::up, 6, true},
           Row{"a smaller machine", priced(resize, 18, 12), Kind::resize_machine, Direction::down, -6, true},
           Row{"another machine in the slot", priced(ReplaceMachine{kThird, {}, {}, {}, ""}, 12, 24),
               Kind::resize_machine, Direction::up, 12, true},
           Row{"a machine less", priced(DestroyMachine{kThird, {}, {}, {}}, 24, 0), Kind::destroy_machine,
               Direction::down, -24, true},
           Row{"a volume more", priced(CreateVolume{{kThird, 1}, {}}, 0, 5), Kind::add_volume, Direction::up,
               5, true},
           Row{"a larger volume", priced(GrowVolume{{kThird, 1}, {}, 50, 100}, 5, 10), Kind::grow_volume,
               Direction::up, 5, true},
           Row{"a volume put on", priced(AttachVolume{{kThird, 1}, {}}, 0, 0), Kind::other, Direction::hold,
               0, true},
           Row{"a balancer", priced(CreateBalancer{{PoolName("worker"), 1}, {}}, 0, 12), Kind::other,
               Direction::hold, 12, false},
           Row{"a firewall", priced(CreateFirewall{PoolName("worker"), {}}, 0, 0), Kind::other,
               Direction::hold, 0, false},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto memory =
          remember(row.change, Instant(std::chrono::hours(1)), Instant(std::chrono::hours(2)));
      CHECK(memory.pool == PoolName("worker"));
      CHECK(memory.kind == row.kind);
      CHECK(memory.direction == row.direction);
      CHECK(memory.delta_month == Money::dollars(row.delta));
      CHECK(memory.slot.has_value() == row.has_slot);
      CHECK(memory.decided_at == Instant(std::chrono::hours(1)));
      CHECK(memory.finished_at == Instant(std::chrono::hours(2)));
    }
  }
}

TEST_CASE("recent changes are those of the fleet that ended well, from old to new") {
  const std::vector<JournalEntry> entries = {
      ended(1, "fpai", "done", 5),
      ended(2, "fpai", "failed", 6),
      ended(3, "other", "done", 6),
      ended(4, "fpai", "unknown", 7),
      ended(5, "fpai", "done", 9),
      ended(6, "fpai", "done", 8),
      {7, Instant(std::chrono::hours(9)), FleetName("fpai"), ApplyFinished{}},
  };
  const auto recent = recent_changes(entries, FleetName("fpai"), Instant(std::chrono::hours(6)));
  REQUIRE(recent.size() == 2);
  CHECK(recent[0].finished_at == Instant(std::chrono::hours(8)));
  CHECK(recent[1].finished_at == Instant(std::chrono::hours(9)));
  CHECK(recent_changes(entries, FleetName("fpai"), Instant{}).size() == 3);
}

TEST_CASE("the journal tells which changes of a plan were begun, and which of them are open") {
  std::int64_t sequence = 0;
  const auto begun = [&](const char* plan, const char* change) {
    return JournalEntry{++sequence, Instant{}, FleetName("fpai"),
                        StepStarted{PlanId(plan), ChangeId(change), 0, "", ""}};
  };
  const auto over = [&](const char* plan, const char* change, const char* outcome) {
    return JournalEntry{++sequence, Instant{}, FleetName("fpai"),
                        ChangeFinished{PlanId(plan), ChangeId(change), "", outcome, "", "", {}}};
  };
  const std::vector<JournalEntry> entries = {
      begun("p", "a"),          over("p", "a", "done"), begun("q", "x"),           begun("p", "b"),
      begun("p", "c"),          over("q", "b", "done"), over("p", "c", "unknown"), begun("p", "d"),
      over("p", "d", "failed"), begun("p", "d"),        over("p", "d", "done")};
  const auto earlier = earlier_applies(entries, PlanId("p"));
  CHECK(earlier.touched == std::set<ChangeId>{ChangeId("a"), ChangeId("b"), ChangeId("c"), ChangeId("d")});
  CHECK(earlier.open == std::set<ChangeId>{ChangeId("b"), ChangeId("c")});
  CHECK(earlier_applies({}, PlanId("p")).touched.empty());
}

TEST_CASE("what nobody knows the end of counts until a later entry tells it") {
  struct Row {
    const char* that;
    std::vector<const char*> outcomes;
    std::size_t counted;
  };
  for (const auto& row :
       {Row{"unknown", {"unknown"}, 1}, Row{"unknown twice", {"unknown", "unknown"}, 1},
        Row{"then done", {"unknown", "done"}, 1}, Row{"then never made", {"unknown", "skipped"}, 0},
        Row{"then failed", {"unknown", "failed"}, 0}, Row{"failed", {"failed"}, 0}}) {
    DYNAMIC_SECTION(row.that) {
      std::vector<JournalEntry> entries;
      for (const auto* outcome : row.outcomes)
        entries.push_back(ended(static_cast<std::int64_t>(entries.size()) + 1, "fpai", outcome, 7));
      CHECK(recent_changes(entries, FleetName("fpai"), Instant{}).size() == row.counted);
    }
  }
}
