#include "reconciler/core/plan/cost/alternatives.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "reconciler/core/plan/change/plan_digest.hpp"
#include "tests/core/plan/mentions.hpp"
#include "tests/support/plans.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// A fleet that wants so many machines and has none. Without a balancer nothing ties them to a region.
Scene wants(int machines) {
  Scene scene;
  scene.pool().balancer.reset();
  scene.pool().volumes.clear();
  scene.world.fleet.network.reset();
  scene.pool().min = machines;
  scene.pool().ladder = {SizeName("s-1vcpu-2gb"), SizeName("s-2vcpu-2gb")};
  scene.only({});
  return scene;
}

const CreateMachine& create_in(const Plan& plan) {
  for (const auto& change : plan.changes) {
    if (const auto* create = std::get_if<CreateMachine>(&change.effect)) return *create;
  }
  FAIL("the plan makes no machine");
  throw 0;
}

/// "s-1vcpu-2gb nyc3 | s-1vcpu-2gb fra1 | ...": what is wanted and what may be taken instead.
std::string choices(const Plan& plan) {
  const auto& create = create_in(plan);
  auto text = fmt::format("{} {}", create.spec.size.value, create.spec.region.value);
  for (const auto& other : create.or_else)
    text += fmt::format(" | {} {}", other.size.value, other.region.value);
  return text;
}

void missing(Scene& scene, const char* size, const char* region) {
  scene.world.missing.push_back({SizeName(size), Region(region), scene.now + 3min});
}

}  // namespace

TEST_CASE("a new machine may be made in the other regions, then in the bigger sizes") {
  CHECK(choices(plan_of(wants(1))) ==
        "s-1vcpu-2gb nyc3 | s-1vcpu-2gb fra1 | s-2vcpu-2gb nyc3 | s-2vcpu-2gb fra1");
}

TEST_CASE("what is tied to a region stays in it") {
  const auto* stays = "s-1vcpu-2gb nyc3 | s-2vcpu-2gb nyc3";
  auto scene = wants(2);
  SECTION("by its volume") {
    scene.pool().volumes = {{20, "ext4"}};
    CHECK(choices(plan_of(scene)) == stays);
  }
  SECTION("by its load balancer") {
    scene.pool().balancer = a_pool().balancer;
    CHECK(choices(plan_of(scene)) == stays);
  }
}

TEST_CASE("outside of its network a machine is made only where its own region has no room at all") {
  auto scene = wants(1);
  scene.world.fleet.network = NetworkSpec{"fpai", Region("nyc3"), ""};
  auto plan = plan_of(scene);
  CHECK(choices(plan) == "s-1vcpu-2gb nyc3 | s-2vcpu-2gb nyc3 | s-1vcpu-2gb fra1 | s-2vcpu-2gb fra1");
  const auto networks = [](const CreateMachine& create) {
    auto text = create.spec.network;
    for (const auto& other : create.or_else) text += "|" + other.network;
    return text;
  };
  CHECK(networks(create_in(plan)) == "fpai|fpai||");
  CHECK_FALSE(mentions(plan.warnings, "outside of network"));

  missing(scene, "s-1vcpu-2gb", "nyc3");
  missing(scene, "s-2vcpu-2gb", "nyc3");
  plan = plan_of(scene);
  CHECK(choices(plan) == "s-1vcpu-2gb fra1 | s-1vcpu-2gb nyc3 | s-2vcpu-2gb nyc3 | s-2vcpu-2gb fra1");
  CHECK(networks(create_in(plan)) == "|fpai|fpai|");
}

TEST_CASE("the plan names the machines that are outside of the fleet's network") {
  auto scene = wants(2);
  scene.world.fleet.network = NetworkSpec{"fpai", Region("nyc3"), ""};
  CHECK_FALSE(mentions(plan_of(scene).warnings, "outside of network"));
  for (auto& offer : scene.world.prices.sizes) offer.regions = {Region("fra1")};
  CHECK(mentions(plan_of(scene).warnings,
                 "machines worker/1, worker/2 are in fra1, outside of network fpai, which is in nyc3"));
  scene.world.fleet.network.reset();
  CHECK_FALSE(mentions(plan_of(scene).warnings, "outside of network"));
}

TEST_CASE("only what is sold where it is needed is an alternative") {
  auto scene = wants(1);
  for (auto& offer : scene.world.prices.sizes) {
    if (offer.name == SizeName("s-2vcpu-2gb")) offer.regions = {Region("fra1")};
  }
  CHECK(choices(plan_of(scene)) == "s-1vcpu-2gb nyc3 | s-1vcpu-2gb fra1 | s-2vcpu-2gb fra1");
}

TEST_CASE("what was sold out lately is not tried first, and the plan says so") {
  auto scene = wants(1);
  missing(scene, "s-1vcpu-2gb", "nyc3");
  auto plan = plan_of(scene);
  CHECK(choices(plan) == "s-1vcpu-2gb fra1 | s-1vcpu-2gb nyc3 | s-2vcpu-2gb nyc3 | s-2vcpu-2gb fra1");
  CHECK(plan.changes.back().because.back().message.rfind("s-1vcpu-2gb was sold out in nyc3", 0) == 0);

  missing(scene, "s-1vcpu-2gb", "fra1");
  plan = plan_of(scene);
  CHECK(create_in(plan).spec.size == SizeName("s-2vcpu-2gb"));
  CHECK(plan.cost.after.monthly == Money::dollars(18));

  SECTION("but not at the price of the money cap") {
    scene.world.fleet.budget.monthly_cap = Money::dollars(17);
    plan = plan_of(scene);
    CHECK(create_in(plan).spec.size == SizeName("s-1vcpu-2gb"));
    CHECK(plan.cost.at_most <= Money::dollars(17));
  }
}

TEST_CASE("the most that a plan may cost") {
  struct Row {
    const char* that;
    int machines;
    int cap;
    int auto_below;
    Money at_most;
  };
  for (const auto& row : {
           Row{"all of them made larger", 2, 600, 50, Money::dollars(36)},
           Row{"never above the cap", 2, 30, 50, Money::dollars(30)},
           Row{"nothing more where the cap is met", 2, 24, 50, Money{}},
           Row{"below the limit for automatic approval", 2, 600, 30, Money::dollars(30) - Money::micros(1)},
           Row{"what a person approves may go beyond that", 2, 600, 20, Money::dollars(36)},
       }) {
    DYNAMIC_SECTION(row.that) {
      auto scene = wants(row.machines);
      scene.world.fleet.budget.monthly_cap = Money::dollars(row.cap);
      scene.world.fleet.approval.auto_below_month = Money::dollars(row.auto_below);
      const auto plan = plan_of(scene);
      REQUIRE(plan.cost.after.monthly == Money::dollars(12 * row.machines));
      CHECK(plan.cost.at_most == row.at_most);
    }
  }
}

TEST_CASE("what may be taken instead is covered by the plan's id, and not by the change's") {
  auto scene = wants(1);
  const auto plan = plan_of(scene);
  scene.world.fleet.regions = {Region("nyc3")};
  const auto narrower = plan_of(scene);
  CHECK(choices(narrower) == "s-1vcpu-2gb nyc3 | s-2vcpu-2gb nyc3");
  auto edited = plan;
  std::get<CreateMachine>(edited.changes.back().effect).or_else.pop_back();
  CHECK(plan_digest(edited) != plan.id);
  edited = plan;
  edited.cost.at_most += Money::dollars(1);
  CHECK(plan_digest(edited) != plan.id);
  CHECK(narrower.changes.back().id == plan.changes.back().id);
}

TEST_CASE("changes that take a machine off give its agents time, where something moves them") {
  Scene scene;
  scene.machines(2).only({a_policy("overload", {cpu_rule()})}).steady("worker/1", Metric::cpu, 85, 6min);
  const auto resize = [&] {
    const auto plan = plan_of(scene);
    const auto found = std::find_if(plan.changes.begin(), plan.changes.end(), [](const Change& change) {
      return std::holds_alternative<ResizeMachine>(change.effect);
    });
    return found == plan.changes.end() ? Change{} : *found;
  };
  REQUIRE(std::holds_alternative<ResizeMachine>(resize().effect));
  CHECK(resize().drain == Duration{0});
  scene.world.capabilities.moves_agents = true;
  CHECK(resize().drain == 5min);
  AgentClass agents;
  agents.pool = PoolName("worker");
  agents.drain_deadline = 90s;
  scene.world.fleet.agents = {agents};
  CHECK(resize().drain == 90s);
  agents.drain_deadline = 3min;
  scene.world.fleet.agents.push_back(agents);
  CHECK(resize().drain == 3min);
  agents.pool = PoolName("other");
  agents.drain_deadline = 1h;
  scene.world.fleet.agents.push_back(agents);
  CHECK(resize().drain == 3min);
  scene.world.capabilities.resize_needs_power_off = false;
  CHECK(resize().drain == Duration{0});
}
