// What can never work is not proposed: sizes that cannot carry the image, keys that are not there, and what
// the cloud called invalid already.
#include <catch2/catch.hpp>

#include "reconciler/core/history/refused_changes.hpp"
#include "tests/core/plan/mentions.hpp"
#include "tests/support/plans.hpp"

using namespace muster;
using namespace muster::test;

namespace {

Scene an_empty_pool() {
  Scene scene;
  scene.only({});
  scene.pool().firewall.clear();
  scene.pool().balancer.reset();
  scene.world.fleet.network.reset();
  return scene;
}

Prerequisites& needs(Scene& scene) {
  return scene.world.actual.prerequisites[PoolName("worker")];
}

const CreateMachine* created_in(const Plan& plan) {
  for (const auto& change : plan.changes) {
    if (const auto* create = std::get_if<CreateMachine>(&change.effect)) return create;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("the first size that can carry the image is taken, and the plan says why the others are not") {
  auto scene = an_empty_pool();
  needs(scene).image_min_disk_gib = 80;
  const auto plan = plan_of(scene);
  const auto* create = created_in(plan);
  REQUIRE(create);
  CHECK(create->spec.size == SizeName("s-2vcpu-4gb"));
  for (const auto& other : create->or_else) CHECK(scene.world.prices.find(other.size)->disk_gib >= 80);
  CHECK(mentions(plan.warnings,
                 "fleet.yaml:9:5: pool worker: these sizes of the ladder cannot be made: s-1vcpu-2gb "
                 "(its disk of 50 GiB is too small for image ubuntu-22-04-x64, which needs 80 GiB)"));
}

TEST_CASE("whichever policy asks for a machine, it gets a size that can carry the image") {
  struct Row {
    const char* that;
    std::vector<Policy> policies;
    void (*given)(Scene&);
  };
  const std::vector<Row> rows = {
      {"a rule on agents",
       {a_policy("agents", {agents_rule()})},
       [](Scene& s) { s.steady("worker", Metric::agents, 5, 10min); }},
      {"tiers", {the_tiers()}, [](Scene& s) { s.steady("worker", Metric::agents, 2, 10min); }},
      {"an overload that no larger size answers",
       {a_policy("cpu", {cpu_rule()})},
       [](Scene& s) {
         s.pool().vertical = false;
         s.machines(1).steady("worker/1", Metric::cpu, 95, 10min);
       }},
      {"a machine less than the minimum", {}, [](Scene& s) { s.pool().min = 2, s.machines(1); }},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.that) {
      auto scene = an_empty_pool();
      scene.pool().min = 0;
      scene.only(row.policies);
      needs(scene).image_min_disk_gib = 80;
      row.given(scene);
      const auto plan = plan_of(scene);
      const auto* create = created_in(plan);
      REQUIRE(create);
      CHECK(scene.world.prices.find(create->spec.size)->disk_gib >= 80);
    }
  }
}

TEST_CASE("where no machine can be made, none is proposed, and the plan says where to mend it") {
  struct Row {
    const char* that;
    void (*given)(Scene&);
    const char* message;
  };
  const std::vector<Row> rows = {
      {"no disk is large enough", [](Scene& s) { needs(s).image_min_disk_gib = 1000; },
       "fleet.yaml:9:5: pool worker: error: no size of the ladder can be made"},
      {"the image is in none of the regions",
       [](Scene& s) { needs(s).image_regions = std::vector<Region>{Region("ams3")}; },
       "image ubuntu-22-04-x64 is in no region of the pool that sells it"},
      {"there is no such image",
       [](Scene& s) { needs(s).problems = {"image ubuntu-22-04-x64 does not exist"}; },
       "fleet.yaml:9:5: pool worker: image ubuntu-22-04-x64 does not exist; muster creates no machine"},
      {"there is no such key", [](Scene& s) { needs(s).problems = {"ssh key aa:bb is not in the account"}; },
       "ssh key aa:bb is not in the account"},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.that) {
      auto scene = an_empty_pool();
      row.given(scene);
      const auto plan = plan_of(scene);
      CHECK_FALSE(created_in(plan));
      CHECK(mentions(plan.warnings, row.message));
    }
  }
}

TEST_CASE("a machine is made in a region that has its image") {
  auto scene = an_empty_pool();
  needs(scene).image_regions = std::vector<Region>{Region("fra1")};
  const auto plan = plan_of(scene);
  const auto* create = created_in(plan);
  REQUIRE(create);
  CHECK(create->spec.region == Region("fra1"));
}

TEST_CASE("a larger size in place asks nothing of the image") {
  auto scene = an_empty_pool();
  scene.only({a_policy("cpu", {cpu_rule()})}).machines(1).steady("worker/1", Metric::cpu, 95, 10min);
  needs(scene).problems = {"image ubuntu-22-04-x64 does not exist"};
  CHECK(in_short(scene.first()) == "worker/1 -> s-2vcpu-2gb");
}

TEST_CASE("a change that the cloud called invalid is left out while nothing about it changes") {
  auto scene = an_empty_pool();
  scene.pool().volumes = {{50, "ext4"}};
  const auto first = plan_of(scene);
  const auto refused = std::find_if(first.changes.begin(), first.changes.end(), [](const Change& change) {
    return std::holds_alternative<CreateMachine>(change.effect);
  });
  REQUIRE(refused != first.changes.end());
  scene.world.refused = {{refused->id, "422: no", scene.now}};
  SECTION("it is not tried again, nor its volume made") {
    const auto plan = plan_of(scene);
    CHECK(plan.changes.empty());
    CHECK(mentions(plan.warnings, "muster does not try machine.worker/1 again: at"));
    CHECK(mentions(plan.warnings, "422: no"));
  }
  SECTION("another size is another change") {
    scene.pool().ladder.erase(scene.pool().ladder.begin());
    CHECK(created_in(plan_of(scene)));
  }
  SECTION("so is another image, or other user data") {
    scene.pool().user_data = "#!/bin/sh\n";
    CHECK(created_in(plan_of(scene)));
  }
}

TEST_CASE("what was called invalid is read from the journal, for the declared files of that time") {
  const FleetName fleet("fpai");
  const auto at = noon();
  const ChangeRefused one{ChangeId("c"), "machine.worker/1", Digest{"files"}, "422: no"};
  const std::vector<JournalEntry> entries = {
      {1, at, fleet, one},
      {2, at, FleetName("other"), ChangeRefused{ChangeId("d"), "machine.worker/1", Digest{"files"}, "no"}},
      {3, at, fleet, ChangeRefused{ChangeId("e"), "machine.worker/1", Digest{"others"}, "no"}},
      {4, at + 1h, fleet, ChangeRefused{ChangeId("f"), "machine.worker/1", Digest{"files"}, "no"}},
  };
  CHECK(refused_changes(entries, fleet, Digest{"files"}, at) ==
        std::vector<RefusedChange>{{ChangeId("c"), "422: no", at}});
  CHECK(refused_changes(entries, fleet, Digest{"edited"}, at).empty());
}
