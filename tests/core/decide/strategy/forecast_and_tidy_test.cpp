// What was learnt bears on decisions: forecasts, disks that fill up, volumes that nobody uses.
#include <catch2/catch.hpp>

#include "reconciler/core/decide/learn.hpp"
#include "reconciler/core/propose.hpp"
#include "tests/core/decide/decision_table.hpp"

using namespace muster;
using namespace muster::test;

namespace {

Policy ahead(bool active) {
  Policy policy;
  policy.name = PolicyName("ahead");
  policy.pools = {"worker"};
  Forecast rule;
  rule.active = active;
  policy.rule = rule;
  return policy;
}

Policy tidy(Duration after) {
  Policy policy;
  policy.name = PolicyName("tidy");
  policy.pools = {"worker"};
  Unused rule;
  rule.volumes_after = after;
  policy.rule = rule;
  return policy;
}

/// A rush, and what it meets.
struct Rush {
  double cpu = 95;                     ///< Percent, on both machines.
  const char* second = "s-2vcpu-4gb";  ///< The size of the second machine.
  bool spread = false;                 ///< Whether agents are spread over them.
};

/// Two machines, the first of 2 vCPU, at 20%, but for the rush from eight to ten hours after the beginning,
/// every day; five days of it, up to so long after the beginning of the sixth.
Scene five_days(Policy policy, Duration into_the_sixth, const Rush& with = {}) {
  Scene scene;
  scene.only({std::move(policy)}).machines(2, "s-2vcpu-4gb").pool().balancer.reset();
  scene.pool().vertical = false;
  scene.world.actual.machines.at({PoolName("worker"), 2}).size = SizeName(with.second);
  scene.agents_of_one_kind(with.spread);
  const auto end = Duration(24h) * 5 + into_the_sixth;
  for (Duration at{0}; at <= end; at += Duration(2min)) {
    const auto clock = at % Duration(24h);
    const bool rush = clock >= Duration(8h) && clock < Duration(10h);
    const double cpu = rush ? with.cpu : 20;
    // Spread by number, the larger machine has no more work than the other one, and is less full with it.
    const bool larger = with.spread && std::string(with.second) == "s-4vcpu-8gb";
    scene.reading("worker/1", Metric::cpu, larger ? cpu * 3 / 2 : cpu, end - at);
    scene.reading("worker/2", Metric::cpu, larger ? cpu * 3 / 4 : cpu, end - at);
  }
  scene.world.learned_state = learn(LearnedState{}, scene.inputs(), scene.now);
  return scene;
}

std::string says_of(const Decision& decision, const char* rule) {
  for (const auto& wish : decision.recommendations) {
    if (wish.because.rule == rule) return wish.because.message;
  }
  return "";
}

bool notes(const Decision& decision, const std::string& what) {
  return std::any_of(decision.notes.begin(), decision.notes.end(),
                     [&](const std::string& note) { return note.find(what) != std::string::npos; });
}

}  // namespace

TEST_CASE("an active forecast makes ready before the rush begins; a shadow only says so") {
  const auto just_before = Duration(8h) - Duration(6min);
  auto active = five_days(ahead(true), just_before);
  const auto decision = active.first();
  INFO(says_of(decision, "forecast"));
  CHECK(decision.direction == Direction::up);
  CHECK(in_short(decision) == "+ worker/3 s-1vcpu-2gb");
  CHECK(notes(decision, "expected of the last ten minutes"));

  const auto shadow = five_days(ahead(false), just_before).first();
  CHECK(in_short(shadow) == "nothing");
  CHECK(says_of(shadow, "forecast").find("in shadow: it would request 1 x s-1vcpu-2gb more") !=
        std::string::npos);
  CHECK(notes(shadow, "aimed at; loss"));

  execute_plan(active, decision);
  CHECK(in_short(active.first()) == "nothing");
}

TEST_CASE("where agents are spread a forecast makes ready for what the smallest machine will not carry") {
  const auto just_before = Duration(8h) - Duration(6min);
  // 3.3 vCPU: 55% of 6, but 83% of twice the 2 that the smaller machine has.
  const Rush where_there_is_room{55, "s-4vcpu-8gb", false};
  const Rush on_every_machine_alike{55, "s-4vcpu-8gb", true};
  CHECK(in_short(five_days(ahead(true), just_before, where_there_is_room).first()) == "nothing");
  CHECK(in_short(five_days(ahead(true), just_before, on_every_machine_alike).first()) ==
        "+ worker/3 s-2vcpu-2gb");
}

TEST_CASE("far from the rush a forecast requests no change, and never for less") {
  for (const auto into : {Duration(2h), Duration(12h), Duration(20h)}) {
    CHECK(in_short(five_days(ahead(true), into).first()) == "nothing");
  }
}

TEST_CASE("without knowledge, or with a short one, it is left to reaction") {
  auto scene = five_days(ahead(true), Duration(7h) + Duration(50min));
  scene.world.learned_state.reset();
  CHECK(in_short(scene.first()) == "nothing");
  CHECK(says_of(scene.first(), "forecast") == "muster has learned nothing yet about this pool's cpu");

  Scene young;
  young.only({ahead(true)}).machines(2).steady("worker", Metric::cpu, 95, 2h);
  young.pool().balancer.reset();
  young.world.learned_state = learn(LearnedState{}, young.inputs(), young.now);
  CHECK(in_short(young.first()) == "nothing");
  CHECK(says_of(young.first(), "forecast").find("the reactive rules decide: 2h of history") == 0);
}

TEST_CASE("what was learnt is part of what a plan is made of, where it bears on it") {
  const auto scene = five_days(ahead(true), Duration(2h));
  auto other = scene;
  other.world.learned_state->loads.begin()->second.records[0].bound += 0.001;
  const auto plan = propose(scene.world, scene.now).plan;
  CHECK_FALSE(plan.inputs.learned_state.empty());
  CHECK(plan.id == propose(scene.world, scene.now).plan.id);
  CHECK(plan.id != propose(other.world, scene.now).plan.id);

  auto unconcerned = scene;
  unconcerned.only({the_tiers()});
  CHECK(propose(unconcerned.world, scene.now).plan.inputs.learned_state.empty());
}

TEST_CASE("learning is incremental: in two looks as in one") {
  const auto scene = five_days(ahead(true), Duration(2h));
  LearnedState known;
  for (const auto ago : {Duration(50h), Duration(3h), Duration(0)})
    known = learn(known, scene.inputs(), scene.now - ago);
  CHECK(known.loads == scene.world.learned_state->loads);
  CHECK(learn(known, scene.inputs(), scene.now) == known);
}

TEST_CASE("boots are learnt from the journal's changes, once each") {
  Scene scene;
  scene.only({ahead(true)}).machines(3);
  for (int n = 1; n <= 3; ++n) {
    const Slot slot{PoolName("worker"), n};
    scene.world.actual.machines.at(slot).created_at = scene.now - Duration(10min);
    scene.world.recent.push_back({slot.pool, slot, RecentChange::Kind::create_machine, Direction::up,
                                  scene.now - Duration(11min),
                                  scene.now - Duration(10min) + Duration(40s) + Duration(1s) * n, Money()});
  }
  auto known = learn(LearnedState{}, scene.inputs(), scene.now);
  CHECK(boot_time(known, SizeName("s-1vcpu-2gb"), Region("nyc3")) == Duration(43s));
  CHECK(learn(known, scene.inputs(), scene.now).boots == known.boots);
}

TEST_CASE("a volume without a machine goes after its time, in a plan of its own that a person approves") {
  Scene scene;
  scene.only({tidy(Duration(24h * 7))})
      .machines(1)
      .volume("worker/1/data-1", 50)
      .volume("worker/3/data-1", 80);
  scene.pool().balancer.reset();
  scene.pool().firewall.clear();
  scene.world.fleet.network.reset();
  const VolumeId orphan("vol-worker/3/data-1");
  CHECK(in_short(scene.first()) == "nothing");  // Nobody knows since when.

  scene.world.learned_state = learn(LearnedState{}, scene.inputs(), scene.now - Duration(24h * 6));
  CHECK(scene.world.learned_state->unused_since.count(orphan) == 1);
  CHECK(in_short(scene.first()) == "nothing");
  CHECK(says_of(scene.first(), "unused").find("has had no machine for 6d; muster destroys it after 7d") !=
        std::string::npos);

  scene.world.learned_state->unused_since[orphan] -= Duration(24h);
  const auto decision = scene.first();
  CHECK(in_short(decision) == "- worker/3/data-1");
  CHECK(decision.to.discarded == std::map<std::pair<int, int>, Discard>{{{3, 1}, {true}}});
  const auto plan = propose(scene.world, scene.now).plan;
  REQUIRE(plan.changes.size() == 1);
  const auto& change = plan.changes.front();
  REQUIRE(std::holds_alternative<DestroyVolume>(change.effect));
  CHECK(std::get<DestroyVolume>(change.effect).snapshot);
  CHECK(change.cost_after == scene.world.prices.of_snapshot(80));
  CHECK(change.cost_after.monthly < change.cost_before.monthly);
  CHECK_THAT(plan.verdict.reasons.front(), Catch::Contains("(1 of 1 after a snapshot)"));
  CHECK(plan.verdict.permission == Permission::needs_approval);
  CHECK(plan.changes.front().because.front().policy == PolicyName("tidy"));

  SECTION("without a snapshot, where the policy says so") {
    std::get<Unused>(scene.world.policies.front().rule).snapshot = false;
    const auto bare = propose(scene.world, scene.now).plan;
    REQUIRE(bare.changes.size() == 1);
    CHECK_FALSE(std::get<DestroyVolume>(bare.changes.front().effect).snapshot);
    CHECK(bare.changes.front().cost_after == Price{});
    CHECK(bare.id != plan.id);
    CHECK(bare.changes.front().id != change.id);
  }
  SECTION("where two policies differ there is a snapshot") {
    scene.world.policies.push_back(scene.world.policies.front());
    scene.world.policies.back().name = PolicyName("tidy-too");
    const std::size_t without = GENERATE(0U, 1U);
    std::get<Unused>(scene.world.policies[without].rule).snapshot = false;
    const auto both = propose(scene.world, scene.now).plan;
    REQUIRE(both.changes.size() == 1);
    CHECK(std::get<DestroyVolume>(both.changes.front().effect).snapshot);
  }
  SECTION("where anything else is to be done, it waits") {
    scene.world.policies.push_back(a_policy("disk", {disk_rule()}));
    scene.reading("worker/1", Metric::disk, 95);
    CHECK(in_short(scene.first()) == "+ worker/1/data-2 50");
  }
  SECTION("a cloud that was not seen whole destroys nothing, and teaches nothing") {
    scene.world.actual.gaps = {"volumes: timeout"};
    CHECK(in_short(scene.first()) == "nothing");
    const auto before = scene.world.learned_state->unused_since;
    scene.world.actual.volumes.clear();
    CHECK(learn(*scene.world.learned_state, scene.inputs(), scene.now).unused_since == before);
  }
  SECTION("a machine that comes back for it keeps it, and its time starts anew") {
    scene.machines(3);
    CHECK(in_short(scene.first()) == "nothing");
    CHECK(learn(*scene.world.learned_state, scene.inputs(), scene.now).unused_since.empty());
  }
}

TEST_CASE("a disk that fills up gets room before it is full") {
  const auto filling = [](Remedy remedy) {
    ThresholdRule rule;
    rule.name = "disk-filling";
    rule.metric = Metric::disk;
    rule.full_within = 12h;
    rule.remedy = remedy;
    rule.volume_gib = 20;
    return a_policy("disk", {rule});
  };
  const auto grows = [](Scene& s, double last, double an_hour) {
    for (int minute = 180; minute >= 0; minute -= 5) {
      s.reading("worker/1", Metric::disk, last - an_hour * minute / 60, std::chrono::minutes(minute));
    }
  };
  Scene scene;
  scene.only({filling(Remedy::grow_volume)})
      .machines(1)
      .volume("worker/1/data-1", 50)
      .volume("worker/1/data-2", 30);
  SECTION("two points an hour and 82% full: nine hours are left, the smallest volume grows") {
    grows(scene, 82, 2);
    const auto decision = scene.first();
    CHECK(in_short(decision) == "worker/1/data-2 -> 50");
    CHECK(decision.because.begin()->second.front().message ==
          "worker/1 disk 82% > 76%, grows by 2% an hour: full in 9h: worker/1/data-2 grows "
          "to 50 GiB");
    execute_plan(scene, decision);
    CHECK(in_short(scene.first()) == "nothing");
  }
  SECTION("70% leave fifteen hours") {
    grows(scene, 70, 2);
    CHECK(in_short(scene.first()) == "nothing");
  }
  SECTION("a full disk that does not grow is another rule's") {
    grows(scene, 95, 0);
    CHECK(in_short(scene.first()) == "nothing");
  }
  SECTION("one that has no volume gets its first") {
    scene.world.actual.volumes.clear();
    grows(scene, 82, 2);
    CHECK(in_short(scene.first()) == "+ worker/1/data-1 20");
  }
  SECTION("add_volume adds one") {
    scene.only({filling(Remedy::add_volume)});
    grows(scene, 82, 2);
    CHECK(in_short(scene.first()) == "+ worker/1/data-3 20");
  }
  SECTION("too little history to tell") {
    scene.reading("worker/1", Metric::disk, 99);
    CHECK(in_short(scene.first()) == "nothing");
    CHECK(notes(scene.first(), "too little history for the growth for disk"));
  }
}
