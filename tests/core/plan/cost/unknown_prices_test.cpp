// A price that is not known is never nothing: it is taken from the machine itself, or it is told, and money
// rules leave the plan to a person.
#include <catch2/catch.hpp>

#include "reconciler/core/fleet/catalogue/withdrawn_sizes.hpp"
#include "reconciler/core/plan/change/plan_digest.hpp"
#include "tests/core/plan/mentions.hpp"
#include "tests/support/bands.hpp"
#include "tests/support/plans.hpp"

using namespace muster;
using namespace muster::test;

namespace {

const SizeName kSmall("s-1vcpu-2gb");

/// The cloud has taken that size off its list.
void withdraw(Scene& scene, const SizeName& size) {
  std::erase_if(scene.world.prices.sizes, [&](const SizeOffer& offer) { return offer.name == size; });
}

/// Its machines tell of it themselves.
void told_by_machines(Scene& scene, const SizeName& size) {
  const auto offer = *a_price_list().find(size);
  withdraw(scene, size);
  add_withdrawn(scene.world.prices, {offer});
}

Scene a_hot_machine() {
  Scene scene;
  scene.machines(1, kSmall.value).only({a_policy("overload", {cpu_rule()})});
  scene.pool().firewall.clear();
  scene.steady("worker/1", Metric::cpu, 95, 10min);
  return scene;
}

}  // namespace

TEST_CASE("a size off the list that its machines tell of costs what they tell, and is outgrown as before") {
  auto scene = a_hot_machine();
  told_by_machines(scene, kSmall);
  const auto plan = plan_of(scene);
  CHECK(plan.cost.now.monthly == Money::dollars(12));
  CHECK(plan.cost.unknown.empty());
  REQUIRE(plan.changes.size() == 1);
  CHECK(std::get<ResizeMachine>(plan.changes.front().effect).to == SizeName("s-2vcpu-2gb"));
  CHECK(plan.verdict.permission == Permission::allowed);
  CHECK(mentions(plan.warnings, "size s-1vcpu-2gb of worker/1 is no longer in the cloud's price list"));
}

TEST_CASE("a size off the list is not bought any more") {
  auto scene = a_hot_machine();
  scene.pool().vertical = false;
  SECTION("its machines tell of it") {
    told_by_machines(scene, kSmall);
  }
  SECTION("nobody tells of it") {
    withdraw(scene, kSmall);
  }
  const auto plan = plan_of(scene);
  REQUIRE_FALSE(plan.changes.empty());
  bool created = false;
  for (const auto& change : plan.changes) {
    const auto* create = std::get_if<CreateMachine>(&change.effect);
    if (create) CHECK(create->spec.size == SizeName("s-2vcpu-2gb"));
    created = created || create;
  }
  CHECK(created);
}

TEST_CASE("a size that nobody tells the price of: the overload is answered, and a person is asked") {
  auto scene = a_hot_machine();
  withdraw(scene, kSmall);
  const auto plan = plan_of(scene);
  CHECK_FALSE(plan.changes.empty());
  CHECK(plan.cost.unknown == std::vector<std::string>{"machine worker/1 (s-1vcpu-2gb)"});
  CHECK(plan.verdict.permission == Permission::needs_approval);
  CHECK(mentions(plan.verdict.reasons, "there is no price of machine worker/1 (s-1vcpu-2gb)"));
  CHECK(mentions(plan.warnings, "there is no price of machine worker/1 (s-1vcpu-2gb)"));
  CHECK(plan.id == plan_digest(plan));
}

TEST_CASE("a size of the ladder that nobody sells any more is no bargain that others are too dear beside") {
  Scene scene;
  scene.machines(1, "s-2vcpu-4gb").only({band()});
  scene.pool().firewall.clear();
  scene.steady("worker/1", Metric::cpu, 97, 10min);
  withdraw(scene, kSmall);
  CHECK(in_short(scene.first()) != "nothing");
}

TEST_CASE("an unknown price of something else of the fleet leaves every plan that costs to a person") {
  struct Row {
    const char* that;
    void (*given)(Scene&);
  };
  const std::vector<Row> rows = {
      {"a stray",
       [](Scene& s) {
         auto stray = a_machine({PoolName("worker"), 9}, "s-odd");
         stray.name = "stray";
         s.world.actual.strays.push_back(stray);
       }},
      {"a machine of another pool",
       [](Scene& s) {
         s.world.fleet.pools.push_back(a_pool("other"));
         s.world.fleet.pools.back().firewall.clear();
         s.machines(1, "s-odd", "other");
       }},
      {"a machine that is archived",
       [](Scene& s) {
         s.machines(2);
         auto& odd = s.world.actual.machines.at({PoolName("worker"), 2});
         odd.size = SizeName("s-odd");
         odd.status = MachineStatus::unknown;
       }},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.that) {
      auto scene = a_hot_machine();
      scene.world.fleet.budget.monthly_cap = Money::dollars(40);
      row.given(scene);
      const auto plan = plan_of(scene);
      REQUIRE_FALSE(plan.changes.empty());
      CHECK(plan.cost.unknown.size() == 1);
      CHECK(plan.verdict.permission != Permission::allowed);
    }
  }
}

TEST_CASE("what changes no cost goes on beside an unknown price") {
  Scene scene;
  scene.machines(1).only({});
  scene.pool().firewall.clear();
  scene.world.actual.machines.begin()->second.tags.clear();
  withdraw(scene, kSmall);
  const auto plan = plan_of(scene);
  REQUIRE(plan.changes.size() == 1);
  CHECK(std::holds_alternative<TagMachine>(plan.changes.front().effect));
  CHECK(plan.verdict.permission == Permission::allowed);
}

TEST_CASE("no machine goes while nobody tells what one of the others carries") {
  Scene scene;
  auto idle = idle_rule();
  scene.machines(3).only({a_policy("idle", {idle})});
  scene.pool().balancer.reset();
  scene.world.actual.machines.at({PoolName("worker"), 1}).size = SizeName("s-odd");
  for (int n = 1; n <= 3; ++n) scene.steady("worker/" + std::to_string(n), Metric::cpu, 5, 1h);
  CHECK(in_short(scene.first()) == "nothing");
}

TEST_CASE("what machines tell does not replace what the list has") {
  auto prices = a_price_list();
  auto dearer = *prices.find(kSmall);
  dearer.price.monthly = Money::dollars(99);
  auto other = dearer;
  other.name = SizeName("a-withdrawn");
  const auto before = prices.sizes.size();
  add_withdrawn(prices, {dearer, other, other});
  CHECK(prices.sizes.size() == before + 1);
  CHECK(prices.find(kSmall)->price.monthly == Money::dollars(12));
  CHECK(prices.find(kSmall)->listed);
  REQUIRE(prices.find(SizeName("a-withdrawn")));
  CHECK_FALSE(prices.find(SizeName("a-withdrawn"))->listed);
  CHECK_FALSE(prices.sells(SizeName("a-withdrawn"), Region("nyc3")));
}

TEST_CASE("entries of the price list that were left out are told, above all to those who name them") {
  auto scene = a_hot_machine();
  scene.world.prices.left_out = {{SizeName("zz-new"), "price_monthly: expected amount of money, got null"},
                                 {kSmall, "vcpus: expected 1 to 1000000, got 0"}};
  const auto plan = plan_of(scene);
  CHECK(mentions(plan.warnings, "price list: zz-new (price_monthly"));
  CHECK(mentions(plan.warnings, "size s-1vcpu-2gb cannot be read in the cloud's price list"));
}
