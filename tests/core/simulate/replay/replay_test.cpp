#include "reconciler/core/simulate/replay/replay.hpp"

#include <catch2/catch.hpp>

#include "reconciler/core/simulate/policy_diff/review.hpp"
#include "tests/support/builders.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// A day of one machine: quiet, then busy from 06:00 to 12:00 of it, then quiet.
std::vector<Reading> a_day(double quiet, double busy) {
  std::vector<Reading> readings;
  for (Duration at{0}; at <= 24h; at += 30s) {
    const auto cpu = at >= 6h && at < 12h ? busy : quiet;
    for (const auto& [metric, value] :
         {std::pair(Metric::cpu, cpu), std::pair(Metric::memory, 40.0), std::pair(Metric::disk, 30.0)})
      readings.push_back(
          {noon() - 24h + at, Slot{PoolName("worker"), 1}, metric, measure(value), Quality::ok});
  }
  return readings;
}

World a_world(std::vector<Policy> policies) {
  Scene scene;
  scene.machines(1).only(std::move(policies));
  return scene.world;
}

ReplayResult run(World world, const std::vector<Reading>& readings, Duration every = 5min) {
  const RecordedSizes sizes(world.actual, {});
  const ReplayOptions terms{noon() - 23h, noon(), every};
  return replay(std::move(world), readings, sizes, terms);
}

int changes_called(const ReplayResult& run, const std::string& kind) {
  const auto kinds = run.by_kind();
  return kinds.count(kind) ? kinds.at(kind) : 0;
}

}  // namespace

TEST_CASE("a day is run again under other rules") {
  const auto readings = a_day(15, 90);
  const auto none = run(a_world({}), readings);
  CHECK(none.looks == 277);
  CHECK(changes_called(none, "resize machine") == 0);
  CHECK(none.at_limit == Duration(6h));

  const auto grows = run(a_world({a_policy("overload", {cpu_rule()})}), readings);
  CHECK(changes_called(grows, "resize machine") >= 1);
  CHECK(grows.at_limit < Duration(15min));
  CHECK(grows.spent > none.spent);
  CHECK(grows.gone() == 0);

  auto both = a_world({a_policy("overload", {cpu_rule()}), a_policy("calm", {idle_rule()})});
  const auto shrinks = run(both, readings);
  CHECK(shrinks.spent < grows.spent);
  CHECK(shrinks.price_at_end.monthly < grows.price_at_end.monthly);
}

TEST_CASE("the same world and readings run again the same") {
  const auto world = a_world(the_policies());
  const auto readings = a_day(20, 95);
  CHECK(run(world, readings) == run(world, readings));
}

TEST_CASE("a day without readings changes nothing that readings ask for, and no machine goes") {
  const auto quiet = run(a_world({a_policy("calm", {idle_rule()})}), {});
  CHECK(quiet.gone() == 0);
  CHECK(quiet.most_machines == 1);
}

TEST_CASE("what needs a person is done all the same, and counted; what is refused is not done") {
  auto world = a_world({a_policy("overload", {cpu_rule()})});
  world.fleet.approval.auto_below_month = Money();
  const auto actions = run(world, a_day(15, 90));
  CHECK(actions.needs_approval >= 1);
  CHECK(changes_called(actions, "resize machine") >= 1);

  world.fleet.approval.guards.max_increase = Money();
  const auto refuses = run(world, a_day(15, 90));
  CHECK(changes_called(refuses, "resize machine") == 0);
}

TEST_CASE("the bill of a fleet that stays as it is, is its hours") {
  auto world = a_world({});
  world.fleet.pools.front().firewall.clear();
  const auto still = run(world, a_day(30, 30), 1h);
  CHECK(still.changes.empty());
  CHECK(still.spent == Money::micros(still.price_at_end.hourly.in_micros() * 23));
}

TEST_CASE("where two reruns part") {
  Review c;
  CHECK_FALSE(c.parts_at());
  ReplayedChange one;
  one.at = noon();
  one.message = "create machine worker/2";
  c.before.changes = {one};
  CHECK(c.parts_at() == noon());
  c.after.changes = {one};
  CHECK_FALSE(c.parts_at());
  one.at = noon() + 1h;
  c.after.changes.push_back(one);
  CHECK(c.parts_at() == noon() + 1h);
}
