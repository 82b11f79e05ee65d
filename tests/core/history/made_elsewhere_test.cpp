#include "reconciler/core/history/made_elsewhere.hpp"

#include <catch2/catch.hpp>

#include "tests/support/slots.hpp"

using namespace muster;
using namespace muster::test;

namespace {

constexpr Instant kSeenAt{std::chrono::hours(100)};
constexpr Instant kSince = kSeenAt - std::chrono::hours(24);

Machine made(Duration ago, const char* by) {
  Machine machine;
  machine.id = MachineId("1001");
  machine.slot = kFirst;
  machine.size = SizeName("s-1");
  machine.created_at = kSeenAt - ago;
  machine.made_by = ChangeId(by);
  return machine;
}

PriceList prices() {
  PriceList list;
  SizeOffer offer;
  offer.name = SizeName("s-1");
  offer.price.monthly = Money::dollars(12);
  list.sizes.push_back(offer);
  list.volume_gib_month = Money::cents(10);
  return list;
}

JournalEntry ended(const char* change, const char* outcome, const char* fleet = "fpai") {
  RecentChange memory;
  memory.pool = kFirst.pool;
  memory.finished_at = kSeenAt - 1h;
  memory.delta_month = Money::dollars(12);
  return {1, kSeenAt - 1h, FleetName(fleet),
          ChangeFinished{PlanId("p"), ChangeId(change), "a", outcome, "", "", memory}};
}

Money sum(const std::vector<RecentChange>& changes) {
  Money total;
  for (const auto& change : changes) total += change.delta_month;
  return total;
}

}  // namespace

TEST_CASE("what was made lately counts once, whoever's journal tells of it") {
  struct Row {
    const char* that;
    Machine machine;
    std::vector<JournalEntry> journal;
    int dollars;
  };
  for (const auto& row : {
           Row{"made by a muster with another store", made(2h, "c1"), {}, 12},
           Row{"made by this one", made(2h, "c1"), {ended("c1", "done")}, 12},
           Row{"made by this one, and its end is not known", made(2h, "c1"), {ended("c1", "unknown")}, 12},
           Row{"told by this one as failed, and there all the same",
               made(2h, "c1"),
               {ended("c1", "failed")},
               12},
           Row{"made for another fleet by the same change",
               made(2h, "c1"),
               {ended("c1", "done", "shop")},
               12},
           Row{"made before the window", made(25h, "c1"), {}, 0},
           Row{"adopted: a person vouched for it", made(2h, ""), {}, 0},
       }) {
    DYNAMIC_SECTION(row.that) {
      ActualState actual;
      actual.fleet = FleetName("fpai");
      actual.machines[kFirst] = row.machine;
      CHECK(sum(lately_changed(row.journal, actual, prices(), kSince)) == Money::dollars(row.dollars));
      ActualState stray;
      stray.fleet = actual.fleet;
      stray.strays.push_back(row.machine);
      CHECK(sum(lately_changed(row.journal, stray, prices(), kSince)) == Money::dollars(row.dollars));
    }
  }
}

TEST_CASE("machines made elsewhere count for the guards, volumes for the money") {
  ActualState actual;
  actual.fleet = FleetName("fpai");
  actual.machines[kFirst] = made(1h, "c1");
  Volume volume;
  volume.slot = {kFirst, 1};
  volume.size_gib = 50;
  volume.created_at = kSeenAt - 2h;
  volume.made_by = ChangeId("c2");
  actual.volumes[volume.slot] = volume;
  const auto recent = lately_changed({}, actual, prices(), kSince);
  REQUIRE(recent.size() == 2);
  CHECK(recent[0].kind == RecentChange::Kind::add_volume);
  CHECK(recent[1].kind == RecentChange::Kind::create_machine);
  CHECK(sum(recent) == Money::dollars(17));
}
