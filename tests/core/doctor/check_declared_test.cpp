#include "reconciler/core/doctor/check_declared.hpp"

#include <catch2/catch.hpp>

#include "tests/support/builders.hpp"

using namespace muster;
using namespace muster::test;

namespace {

Policy with_rule(PolicyRule rule) {
  auto policy = a_policy("another", {});
  policy.rule = std::move(rule);
  return policy;
}

}  // namespace

TEST_CASE("doctor tells whether enough persons can approve") {
  ApprovalRules rules;
  CHECK(check_approvers(rules).front().state == FindingState::warning);
  rules.approvers = {{"ada", "key"}};
  CHECK(check_approvers(rules).front().state == FindingState::good);
  rules.persons = 2;
  const auto too_few = check_approvers(rules).front();
  CHECK(too_few.state == FindingState::problem);
  CHECK_THAT(too_few.message, Catch::Contains("2 approvers") && Catch::Contains("names 1"));
  CHECK_FALSE(too_few.cure.empty());
}

TEST_CASE("doctor names the metrics that no policy of a pool looks at") {
  const auto fleet = a_fleet();
  auto policies = std::vector<Policy>{a_policy("load", {cpu_rule(), memory_rule(), idle_rule()}),
                                      a_policy("full", {disk_rule(), agents_rule()})};
  CHECK(check_coverage(fleet, policies).front().state == FindingState::good);

  SECTION("a missing rule") {
    policies.pop_back();
    const auto findings = check_coverage(fleet, policies);
    REQUIRE(findings.size() == 1);
    CHECK(findings.front().message == "no policy of pool worker looks at disk, agents");
  }
  SECTION("a suspended policy looks at nothing") {
    policies.back().suspended = true;
    CHECK(check_coverage(fleet, policies).front().message ==
          "no policy of pool worker looks at disk, agents");
  }
  SECTION("a policy of another pool looks at nothing here") {
    policies.back().pools = {"gpu"};
    CHECK(check_coverage(fleet, policies).front().message ==
          "no policy of pool worker looks at disk, agents");
  }
}

TEST_CASE("doctor warns of a pool that only grows") {
  auto fleet = a_fleet();
  const auto growing =
      std::vector<Policy>{a_policy("load", {cpu_rule(), memory_rule(), disk_rule(), agents_rule()})};
  const auto only_grows = [](const DoctorFindings& findings) {
    return findings.front().message == "pool worker grows, and no policy makes it smaller";
  };
  CHECK(only_grows(check_coverage(fleet, growing)));

  SECTION("a target goes both ways") {
    auto policies = growing;
    policies.push_back(with_rule(Target{}));
    CHECK(check_coverage(fleet, policies).front().state == FindingState::good);
  }
  SECTION("a policy on unused machines goes down") {
    auto policies = growing;
    policies.push_back(with_rule(Unused{}));
    CHECK(check_coverage(fleet, policies).front().state == FindingState::good);
  }
  SECTION("a pool of a fixed size needs no way down") {
    fleet.pools.front().min = fleet.pools.front().max;
    CHECK(check_coverage(fleet, growing).front().state == FindingState::good);
  }
}

TEST_CASE("doctor compares the pools with the limit of the account") {
  Scene scene;  // 1 to 12 machines.
  scene.machines(2);
  auto& limits = scene.world.actual.limits;
  struct Row {
    const char* name;
    std::optional<int> limit;
    int in_use;
    FindingState state;
  };
  for (const auto& row : {
           Row{"the cloud does not report a limit", std::nullopt, 2, FindingState::skipped},
           Row{"the limit is exactly enough", 12, 2, FindingState::good},
           Row{"one machine is missing", 11, 2, FindingState::warning},
           Row{"machines of others take the room", 15, 6, FindingState::warning},
           Row{"machines of others leave enough room", 16, 6, FindingState::good},
           // The cloud may count a machine of the fleet later than it lists it.
           Row{"fewer machines are in use than the fleet has", 12, 1, FindingState::good},
       }) {
    INFO(row.name);
    limits.machines = row.limit;
    limits.machines_in_use = row.in_use;
    CHECK(check_quota(scene.world.fleet, scene.world.actual).front().state == row.state);
  }
  limits.machines = 15;
  limits.machines_in_use = 6;
  CHECK_THAT(check_quota(scene.world.fleet, scene.world.actual).front().cure, Catch::Contains("limit of 16"));
}
