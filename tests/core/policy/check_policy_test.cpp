#include "reconciler/core/policy/check/check_policy.hpp"

#include <catch2/catch.hpp>

#include "tests/support/builders.hpp"

using namespace muster;
using namespace muster::test;

namespace {

ThresholdRule& rule_of(Policy& policy) {
  return std::get<Threshold>(policy.rule).rules.front();
}
TierStep& step_of(Policy& policy, std::size_t i) {
  return std::get<Tiers>(policy.rule).steps[i];
}

}  // namespace

TEST_CASE("the reference fleet and its policies make sense") {
  const auto prices = a_price_list();
  CHECK(check_meaning(a_fleet(), the_policies(), &prices).empty());
  CHECK(check_meaning(a_fleet(), the_policies(), nullptr).empty());
}

TEST_CASE("what cannot be meant is told, with what would be right") {
  struct Row {
    const char* that;
    void (*given)(Scene&);
    const char* path;
    const char* summary;
    const char* hint;
  };
  const std::vector<Row> rows = {
      {"a selector that names no pool", [](Scene& s) { s.policy("cpu").pools = {"workr"}; }, "spec.pools[0]",
       "policy cpu is for \"workr\", and no pool has this name", "did you mean worker?"},
      {"a pattern that is none", [](Scene& s) { s.policy("cpu").pools = {"work("}; }, "spec.pools[0]",
       "\"work(\" is no pattern: missing ): work(", ""},
      {"two policies of one name", [](Scene& s) { s.policy("cpu").name = PolicyName("disk"); },
       "metadata.name", "a second policy is named disk", ""},
      {"two rules of one name",
       [](Scene& s) { std::get<Threshold>(s.policy("cpu").rule).rules.push_back(cpu_rule()); },
       "spec.threshold[1].name", "a second rule is named cpu-hot", ""},
      {"a percentage that cannot be passed",
       [](Scene& s) { rule_of(s.policy("cpu")).limit = Measure::whole(100); }, "spec.threshold[0].above",
       "cpu is never above 100%", ""},
      {"a line below which nothing lies",
       [](Scene& s) {
         auto idle = idle_rule();
         idle.limit = Measure();
         s.world.policies.push_back(a_policy("idle", {idle}));
       },
       "spec.threshold[0].below", "no cpu is ever below 0%", ""},
      {"growing when there is little to do",
       [](Scene& s) { rule_of(s.policy("cpu")).comparison = Comparison::below; }, "spec.threshold[0].then",
       "scale_up when cpu is below a threshold", "did you mean scale_down?"},
      {"a larger machine against a full disk",
       [](Scene& s) {
         rule_of(s.policy("disk")).remedy = Remedy::scale_up;
         rule_of(s.policy("disk")).volume_gib = 0;
       },
       "spec.threshold[0].then", "a larger size does not make room on the data volumes",
       "did you mean add_volume?"},
      {"a volume against a busy cpu",
       [](Scene& s) {
         rule_of(s.policy("cpu")).remedy = Remedy::add_volume;
         rule_of(s.policy("cpu")).volume_gib = 50;
       },
       "spec.threshold[0].then", "a volume does not help against cpu", ""},
      {"a volume for a pool as a whole", [](Scene& s) { rule_of(s.policy("disk")).scope = Scope::pool; },
       "spec.threshold[0].of", "a volume is for the machine that is full, not for a pool", ""},
      {"a volume that nobody sells", [](Scene& s) { rule_of(s.policy("disk")).volume_gib = 16'385; },
       "spec.threshold[0].volume", "a volume of 16385 GiB cannot be had", ""},
      {"rules that would fight",
       [](Scene& s) {
         auto idle = idle_rule();
         idle.limit = Measure::whole(80);
         s.world.policies.push_back(a_policy("idle", {idle}));
       },
       "spec.threshold",
       "idle shrinks below 80%, cpu-hot grows above 80% (policies/rules.yaml:7:5): they would undo each "
       "other",
       ""},
      {"tiers out of order", [](Scene& s) { step_of(s.policy("tiers"), 1).up_to = 4; }, "spec.tiers[1].up_to",
       "up to 4 agents comes after up to 4", ""},
      {"a tier that is larger than its pool",
       [](Scene& s) {
         step_of(s.policy("tiers"), 4).machines = 13, s.world.fleet.budget.monthly_cap.reset();
       },
       "spec.tiers[4].machines", "the tier up to 100 agents needs 13 machines, pool worker allows 12", ""},
      {"a tier of a size that is not on the ladder",
       [](Scene& s) { step_of(s.policy("tiers"), 1).size = SizeName("s-2vcpu-5gb"); }, "spec.tiers[1].size",
       "size \"s-2vcpu-5gb\" is not on the ladder of pool worker", "did you mean s-2vcpu-2gb?"},
      {"more volumes than machines",
       [](Scene& s) {
         step_of(s.policy("tiers"), 0).volumes_gib = {50, 50};
       },
       "spec.tiers[0].volumes", "2 volumes for 1 machine: each machine gets one", ""},
      {"a minimum above the maximum", [](Scene& s) { s.pool().min = 13; }, "spec.pools[0].min",
       "pool worker has a minimum of 13 and a maximum of 12", ""},
      {"two pools of one name", [](Scene& s) { s.world.fleet.pools.push_back(a_pool()); },
       "spec.pools[1].name", "a second pool is named worker", ""},
      {"a ladder that goes down", [](Scene& s) { std::swap(s.pool().ladder[2], s.pool().ladder[3]); },
       "spec.pools[0].sizes[3]", "s-2vcpu-4gb at $24.00 a month is above s-4vcpu-8gb at $48.00",
       "put s-2vcpu-4gb further down"},
      {"a size that does not exist", [](Scene& s) { s.pool().ladder.push_back(SizeName("s-8vcpu-16gn")); },
       "spec.pools[0].sizes[5]", "unknown size \"s-8vcpu-16gn\"", "did you mean s-8vcpu-16gb?"},
      {"a size that is not sold in the pool's regions", [](Scene& s) { s.pool().regions = {Region("sgp1")}; },
       "spec.pools[0].sizes[0]", "size s-1vcpu-2gb is not sold in sgp1", "it is sold in fra1, nyc3"},
      {"agents of a pool that does not exist",
       [](Scene& s) {
         s.world.fleet.agents = {{"coder", PoolName("wrker"), 3}};
       },
       "spec.agents[0].pool", "agent kind coder runs in pool \"wrker\", which is not declared",
       "did you mean worker?"},
      {"a cap that the minimum does not fit under",
       [](Scene& s) { s.pool().min = 3, s.world.fleet.budget.monthly_cap = Money::dollars(47); },
       "spec.budget.cap", "the smallest fleet that the pools allow costs $48.00 a month, the cap is $47.00",
       ""},
      {"a tier with a load balancer that is not described", [](Scene& s) { s.pool().balancer.reset(); },
       "spec.tiers[2].load_balancers", "the tier has a load balancer, pool worker declares none", ""},
      {"a tier that the cap does not allow",
       [](Scene& s) { s.world.fleet.budget.monthly_cap = Money::dollars(487); }, "spec.tiers[4].up_to",
       "the tier up to 100 agents costs $488 a month, the cap is $487",
       "muster omits the part above the cap"},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.that) {
      Scene scene;
      row.given(scene);
      const auto found = check_meaning(scene.world.fleet, scene.world.policies, &scene.world.prices);
      const auto told = std::find_if(found.begin(), found.end(),
                                     [&](const Diagnostic& d) { return d.summary == row.summary; });
      for (const auto& d : found) UNSCOPED_INFO(d.path << ": " << d.summary);
      REQUIRE(told != found.end());
      CHECK(told->path == row.path);
      CHECK(told->hint == row.hint);
      CHECK_FALSE(told->at.file.empty());
    }
  }
}

TEST_CASE("a slip on the ladder is one mistake, however many policies name the size that was meant") {
  struct Row {
    const char* that;
    void (*given)(Scene&);
    std::vector<std::string> told;
    const char* hint;
  };
  for (const auto& row : {
           Row{"a tier names what was meant",
               [](Scene& s) { s.pool().ladder[3] = SizeName("s-4vcpu-8g"); },
               {"unknown size \"s-4vcpu-8g\""},
               "did you mean s-4vcpu-8gb?"},
           Row{"the slip is on the first rung",
               [](Scene& s) { s.pool().ladder[0] = SizeName("s-1vcpu-2g"); },
               {"unknown size \"s-1vcpu-2g\""},
               "did you mean s-1vcpu-2gb?"},
           Row{"two slips are two mistakes",
               [](Scene& s) {
                 s.pool().ladder[1] = SizeName("s-2vcpu-2gbb"), s.pool().ladder[3] = SizeName("s-4vcpu-8g");
               },
               {"unknown size \"s-2vcpu-2gbb\"", "unknown size \"s-4vcpu-8g\""},
               "did you mean s-2vcpu-2gb?"},
           Row{"a slip in a tier beside one on the ladder is told with a word that is right",
               [](Scene& s) {
                 s.pool().ladder[3] = SizeName("s-4vcpu-8g");
                 step_of(s.policy("tiers"), 4).size = SizeName("s-4vcpu-8gn");
               },
               {"unknown size \"s-4vcpu-8g\"", "size \"s-4vcpu-8gn\" is not on the ladder of pool worker"},
               "did you mean s-4vcpu-8gb?"},
       }) {
    DYNAMIC_SECTION(row.that) {
      Scene scene;
      row.given(scene);
      const auto found = check_meaning(scene.world.fleet, scene.world.policies, &scene.world.prices);
      std::vector<std::string> told;
      for (const auto& problem : found) {
        if (problem.severity == Severity::error) told.push_back(problem.summary);
        CHECK(problem.hint.find("did you mean s-4vcpu-8g?") == std::string::npos);
      }
      CHECK(told == row.told);
      REQUIRE_FALSE(found.empty());
      CHECK(found.front().hint == row.hint);
    }
  }
}
