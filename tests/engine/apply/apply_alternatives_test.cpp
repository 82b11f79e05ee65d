#include <algorithm>
#include <catch2/catch.hpp>

#include "reconciler/core/history/capacity_shortage.hpp"
#include "tests/engine/scene.hpp"

using namespace muster;
using namespace muster::testing;

namespace {

Price month(int dollars) {
  return {Money::dollars(dollars), Money::dollars(dollars)};
}

const SizeName kSmall("s-2vcpu-4gb"), kLarge("s-4vcpu-8gb");
const Region kHere("nyc3"), kThere("sfo3");

/// A worker for $24, or the same elsewhere, or a larger one for $48.
Change worker_or_else(int number) {
  auto change = create_worker(number);
  auto& create = std::get<CreateMachine>(change.effect);
  create.or_else = {{kSmall, kThere, month(24)}, {kLarge, kHere, month(48)}};
  change.cost_after = month(24);
  return change;
}

/// A plan that comes to `after` and may come to `at_most`.
Plan costed(std::vector<Change> changes, int after, int at_most) {
  auto plan = plan_of(std::move(changes));
  plan.cost.after = month(after);
  plan.cost.at_most = Money::dollars(at_most);
  return plan;
}

std::vector<CapacityMissing> missing_in(const MemoryStore& store) {
  std::vector<CapacityMissing> all;
  for (const auto& entry : store.entries()) {
    if (const auto* one = std::get_if<CapacityMissing>(&entry.body)) all.push_back(*one);
  }
  return all;
}

}  // namespace

TEST_CASE("a size that is sold out is taken in the next region, said and remembered") {
  Scene scene;
  scene.provider.cloud.sold_out = {{kSmall, kHere}};
  const auto volume = change_of(CreateVolume{data_volume(1), {50, kThere, "ext4"}});
  const auto machine = worker_or_else(1);
  const auto begun = scene.clock.now();
  const auto report = scene.apply(costed(
      {machine, volume, change_of(AttachVolume{data_volume(1), std::nullopt}, {machine.id, volume.id})}, 24,
      24));
  for (const auto& change : report.changes) CHECK(ending(report, change.address) == "done");

  const auto made = scene.now().machines.at(worker(1));
  CHECK(made.size == kSmall);
  CHECK(made.region == kThere);
  CHECK(made.made_by == machine.id);
  const auto missing = missing_in(scene.store);
  REQUIRE(missing.size() == 1);
  CHECK(missing[0].size == kSmall);
  CHECK(missing[0].region == kHere);
  CHECK(missing[0].until - begun >= 3min);
  CHECK(missing[0].until - begun < 200s);
  const std::string told = "machine.worker/1: s-2vcpu-4gb in nyc3 is sold out: now s-2vcpu-4gb in sfo3";
  CHECK(std::count(scene.observer.lines.begin(), scene.observer.lines.end(), told) == 1);
}

TEST_CASE("a dearer size is taken only within what the plan may cost at most") {
  struct Row {
    const char* that;
    int at_most;
    int larger;  ///< Of three machines.
  };
  for (const auto& row : {Row{"nothing beyond the plan", 0, 0}, Row{"a little, which is not enough", 95, 0},
                          Row{"one of three", 96, 1}, Row{"two of three", 143, 2}, Row{"all", 144, 3}}) {
    DYNAMIC_SECTION(row.that) {
      Scene scene;
      scene.provider.cloud.sold_out = {{kSmall, kHere}, {kSmall, kThere}};
      const auto report =
          scene.apply(costed({worker_or_else(1), worker_or_else(2), worker_or_else(3)}, 72, row.at_most));
      CHECK(report.count_done() == row.larger);
      CHECK(report.count_failed() == 3 - row.larger);
      CHECK(static_cast<int>(scene.provider.cloud.machines().size()) == row.larger);
      for (const auto& [id, fake] : scene.provider.cloud.machines()) CHECK(fake.machine.size == kLarge);
      CHECK(missing_in(scene.store).size() == 2);
    }
  }
}

TEST_CASE("what this apply has met as sold out is not asked for again") {
  Scene scene;
  scene.options.max_changes = 1;
  scene.provider.cloud.sold_out = {{kSmall, kHere}};
  std::vector<Change> changes;
  for (int i = 1; i <= 10; ++i) changes.push_back(worker_or_else(i));
  REQUIRE(scene.apply(costed(changes, 240, 0)).all_done());
  CHECK(scene.provider.count("create_machine") == 11);
}

TEST_CASE("a machine that never comes up is destroyed before the next one is made") {
  Scene scene;
  scene.provider.cloud.never_ready = 1;
  int most = 0;
  scene.provider.before_call = [&](const Operation&) {
    most = std::max(most, static_cast<int>(scene.provider.cloud.machines().size()));
  };
  auto machine = worker_or_else(1);
  machine.ready_within = 2min;
  const auto begun = scene.clock.now();
  REQUIRE(scene.apply(costed({machine}, 24, 48)).all_done());
  CHECK(most == 1);
  const auto made = scene.now().machines.at(worker(1));
  CHECK(made.region == kThere);
  CHECK(made.status == MachineStatus::running);
  CHECK(scene.clock.now() - begun > 2min);
  CHECK(scene.clock.now() - begun < 4min);
  CHECK(missing_in(scene.store).empty());
}

TEST_CASE("without alternatives the same is made once more, three machines at most, and nothing is left") {
  for (const int bad : {1, 2, 3, 9}) {
    DYNAMIC_SECTION(bad << " never come up") {
      Scene scene;
      scene.provider.cloud.never_ready = bad;
      const auto report = scene.apply({create_worker(1)});
      CHECK(report.all_done() == (bad < 3));
      CHECK(scene.provider.count("create_machine") == std::min(bad + 1, 3));
      CHECK(scene.provider.cloud.machines().size() == (bad < 3 ? 1u : 0u));
      if (bad >= 3) CHECK(ending(report, "machine.worker/1").find("(it was destroyed)") != std::string::npos);
    }
  }
}

TEST_CASE("a successor that never comes up is destroyed, and the machine that serves stays") {
  Scene scene;
  const auto old_id = scene.place_worker(1);
  scene.provider.cloud.never_ready = 1;
  const auto report = scene.apply({change_of(
      ReplaceMachine{worker(1), old_id, spec_of("s-1vcpu-2gb"), spec_of("s-2vcpu-4gb"), "the region"})});
  CHECK(report.count_failed() == 1);
  REQUIRE(scene.provider.cloud.machines().size() == 1);
  CHECK(scene.now().machines.at(worker(1)).id == old_id);
}

TEST_CASE("a machine that nobody can look at is not destroyed: it may be a good one") {
  Scene scene;
  scene.provider.fail_next("look_at_machine", {Fault::Kind::refuse, {ErrorKind::io, "no route to host"}},
                           500);
  const auto report = scene.apply({create_worker(1)});
  CHECK(report.count_unknown() == 1);
  CHECK(scene.provider.count("destroy_machine") == 0);
  CHECK(scene.provider.cloud.machines().size() == 1);
}

TEST_CASE("an interruption while sold out starts no other machine") {
  Scene scene;
  Interrupt interrupt;
  scene.options.interrupt = &interrupt;
  scene.provider.cloud.sold_out = {{kSmall, kHere}};
  scene.provider.before_call = [&](const Operation& operation) {
    if (std::holds_alternative<call::CreateMachine>(operation)) interrupt.raise();
  };
  const auto report = scene.apply(costed({worker_or_else(1)}, 24, 48));
  CHECK(report.interrupted);
  CHECK(report.count_failed() == 1);
  CHECK(scene.provider.cloud.machines().empty());
}

TEST_CASE("killed anywhere while alternatives are tried and applied again, there is one machine") {
  struct Killed {};
  int cases = 0;
  for (int calls = 0, killed = 1; killed == 1; ++calls) {
    INFO("killed before call " << calls);
    Scene scene;
    scene.provider.cloud.sold_out = {{kSmall, kHere}};
    scene.provider.cloud.never_ready = 1;
    auto machine = worker_or_else(1);
    machine.ready_within = 1min;
    const auto plan = costed({machine}, 24, 48);
    int made = 0;
    scene.provider.before_call = [&](const Operation&) {
      if (made++ == calls) throw Killed{};
    };
    killed = 0;
    try {
      static_cast<void>(scene.apply(plan));
    } catch (const Killed&) {
      killed = 1;
    }
    cases += killed;
    scene.provider.before_call = nullptr;
    static_cast<void>(scene.provider.wait(1s));
    REQUIRE(scene.apply(plan).all_done());
    CHECK(scene.provider.cloud.machines().size() == 1);
    CHECK(scene.now().machines.at(worker(1)).status == MachineStatus::running);
  }
  CHECK(cases > 10);
}

TEST_CASE("the memory of what was sold out doubles while it stays so, and fades") {
  const Instant start(std::chrono::hours(1000));
  std::vector<JournalEntry> entries;
  const auto met = [&](Instant at) {
    const auto until = missing_until(entries, kSmall, kHere, at);
    entries.push_back({0, at, kFleet, CapacityMissing{kSmall, kHere, until}});
    return until - at;
  };
  CHECK(met(start) == 3min);
  CHECK(met(start + 3min) == 6min);
  CHECK(met(start + 10min) == 12min);
  CHECK(met(start + 30min) == 24min);
  CHECK(met(start + 60min) == 30min);
  CHECK(met(start + 95min) == 30min);
  CHECK(met(start + 300min) == 3min);
  CHECK(missing_until(entries, kSmall, kThere, start + 300min) == start + 303min);

  CHECK(capacity_shortage(entries, start + 301min) ==
        std::vector<CapacityShortage>{{kSmall, kHere, start + 303min}});
  CHECK(capacity_shortage(entries, start + 303min).empty());
  CHECK(capacity_shortage(entries, start + 2min).size() == 1);
}
