#include "reconciler/core/plan/approval/check_approvals.hpp"

#include <catch2/catch.hpp>

#include "reconciler/core/plan/cost/cost.hpp"
#include "reconciler/core/plan/diff/diff.hpp"
#include "reconciler/core/plan/verdict/verdict_inputs.hpp"
#include "tests/support/plans.hpp"
#include "tests/support/signers.hpp"

using namespace muster;
using namespace muster::test;

namespace {

const PlanId kPlanToWeigh("sha256:1111111111111111");
const PlanId kOtherPlan("sha256:2222222222222222");

VerifiedStatement yes(const std::string& by, Duration signed_ago = 5min, Duration holds = 1h,
                      const PlanId& plan = kPlanToWeigh) {
  const auto at = noon() - signed_ago;
  return verified({{}, by, at, PlanApproval{plan, at + holds}});
}
VerifiedStatement no(const std::string& by, const PlanId& plan = kPlanToWeigh) {
  return verified({{}, by, noon() - 1min, PlanRejection{plan, "too dear"}});
}

/// A plan of three machines of $12 that becomes one of five.
struct GrowthCase {
  Scene scene;
  std::vector<Change> changes{};
  Cost cost{};

  explicit GrowthCase(int to = 5, const char* volume_gone = nullptr) {
    scene.machines(3);
    scene.pool().balancer.reset();
    if (volume_gone) scene.volume(volume_gone, 50);
    auto desired = as_desired(scene);
    const auto spec = desired.machines.begin()->second;
    for (int n = 4; n <= to; ++n) desired.machines[{PoolName("worker"), n}] = spec;
    const auto& w = scene.world;
    changes = diff(w.fleet, desired, w.actual, w.prices, w.capabilities);
    if (volume_gone) {
      Change gone;
      gone.address = std::string("volume.") + volume_gone;
      gone.effect = DestroyVolume{*parse_volume_slot(volume_gone), VolumeId("v"), 50};
      gone.action = Action::destroy;
      changes.push_back(gone);
    }
    cost = cost_of(w.fleet, w.actual, changes, w.prices);
  }
  VerdictInputs as_case() const { return {scene.world.fleet, changes, cost, scene.world.actual, {}, noon()}; }
  ApprovalResult check_approvals(const std::vector<VerifiedStatement>& said,
                                 std::optional<Instant> applied = std::nullopt) const {
    const auto c = as_case();
    return muster::check_approvals({kPlanToWeigh, c, applied, noon()}, said);
  }
};

StandingApproval a_standing_approval(int machines = 5, Money hourly = Money::dollars(1),
                                     const char* pool = "worker") {
  return {{PoolName(pool)}, machines, hourly, noon() + 1h};
}
VerifiedStatement grants(const std::string& by, const StandingApproval& standing_approval) {
  return verified({{}, by, noon() - 5min, standing_approval});
}

}  // namespace

TEST_CASE("an approval counts for its plan and its time only") {
  struct Row {
    const char* that;
    VerifiedStatement said;
    bool counts;
    const char* message;
  };
  const GrowthCase growth;
  for (const auto& row : {
           Row{"within its time it counts", yes("ada"), true, "valid until 2026-11-23T20:55:00Z"},
           Row{"for another plan it does not", yes("ada", 5min, 1h, kOtherPlan), false,
               "it is for plan 222222222222, this is plan 111111111111"},
           Row{"its end is exclusive", yes("ada", 1h, 1h), false, "it expired at 2026-11-23T20:00:00Z"},
           Row{"a clock may be a little ahead", yes("ada", -30s), true, "valid until"},
           Row{"but not by more", yes("ada", -2min), false,
               "it is not valid yet: it is dated 2026-11-23T20:02"},
           Row{"a week at most", yes("ada", 5min, 169h), false, "longer than the permitted 7d"},
           Row{"a week itself may be", yes("ada", 5min, 168h), true, "valid until"},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto approval_result = growth.check_approvals({row.said});
      REQUIRE(approval_result.findings.size() == 1);
      CHECK(approval_result.findings.front().counts == row.counts);
      CHECK_THAT(approval_result.findings.front().message, Catch::Contains(row.message));
      CHECK(approval_result.approved_by(1) == row.counts);
    }
  }
}

TEST_CASE("an approval is spent once its plan was carried out in whole") {
  const auto approval_result =
      GrowthCase().check_approvals({yes("ada"), grants("bo", a_standing_approval())}, noon() - 1min);
  CHECK_FALSE(approval_result.approved_by(1));
  for (const auto& finding : approval_result.findings)
    CHECK_THAT(finding.message,
               Catch::Contains("it is used up: the whole plan was applied at 2026-11-23T19:59"));
}

TEST_CASE("two people are two people with two keys") {
  const GrowthCase growth;
  const auto both = growth.check_approvals({yes("ada"), yes("bo", 5min, 30min)});
  CHECK(both.approved_by(2));
  CHECK(both.names() == "ada and bo");
  CHECK(both.until == noon() + 25min);

  const auto twice = growth.check_approvals({yes("ada"), yes("ada", 1min)});
  CHECK(twice.approved_by(1));
  CHECK_FALSE(twice.approved_by(2));
  CHECK_THAT(twice.findings.back().message, Catch::Contains("ada has approved already"));

  const SignatureCheck check(FleetName("fpai"), {{"bob", key_of("ada").public_text()}}, "the fleet file");
  const Statement as_bob{FleetName("fpai"), "bob", noon() - 1min, PlanApproval{kPlanToWeigh, noon() + 1h}};
  const auto same_key = growth.check_approvals({yes("ada"), *check.check(key_of("ada").sign(as_bob))});
  CHECK_FALSE(same_key.approved_by(2));
  CHECK_THAT(same_key.findings.back().message, Catch::Contains("this key has approved already"));
}

TEST_CASE("a rejection is final for its plan and no other") {
  const GrowthCase growth;
  const auto rejected = growth.check_approvals({yes("ada"), no("bo"), yes("cy", 0min)});
  CHECK_FALSE(rejected.approved_by(1));
  REQUIRE(rejected.stop);
  CHECK_THAT(*rejected.stop, Catch::Contains("bo rejected it at 2026-11-23T19:59:00Z: too dear"));
  CHECK(growth.check_approvals({yes("ada"), no("bo", kOtherPlan)}).approved_by(1));
}

TEST_CASE("an envelope covers what stays inside each of its limits") {
  struct Row {
    const char* that;
    StandingApproval standing_approval;
    bool counts;
    const char* message;
  };
  // Five machines of $12 cost five times $0.01786 an hour.
  const GrowthCase growth;
  for (const auto& row : {
           Row{"exactly at its limits", a_standing_approval(5, growth.cost.after.hourly), true,
               "valid until"},
           Row{"a machine too many", a_standing_approval(4), false,
               "its pools would have 5 machines, it allows at most 4"},
           Row{"too dear by a millionth", a_standing_approval(5, growth.cost.after.hourly - Money::micros(1)),
               false, "the fleet would cost $0.0"},
           Row{"another pool", a_standing_approval(5, Money::dollars(1), "web"), false,
               "the plan changes machine.worker/4, which is not in its pools"},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto approval_result = growth.check_approvals({grants("ada", row.standing_approval)});
      CHECK(approval_result.approved_by(1) == row.counts);
      CHECK_THAT(approval_result.findings.front().message, Catch::Contains(row.message));
    }
  }
  SECTION("data is never inside") {
    const auto approval_result =
        GrowthCase(3, "worker/1/data-1").check_approvals({grants("ada", a_standing_approval())});
    CHECK_FALSE(approval_result.approved_by(1));
    CHECK_THAT(approval_result.findings.front().message,
               Catch::Contains("destroys data, volume.worker/1/data-1"));
  }
  SECTION("an envelope ends at its time, and before it when it is revoked") {
    auto late = a_standing_approval();
    late.until = noon();
    CHECK_THAT(growth.check_approvals({grants("ada", late)}).findings.front().message,
               Catch::Contains("it expired at"));
    const auto granted = grants("ada", a_standing_approval());
    const auto ended =
        verified({{}, "bo", noon() - 1min, Revocation{statement_id(granted.statement()), "x"}});
    const auto approval_result = growth.check_approvals({granted, ended});
    CHECK_FALSE(approval_result.approved_by(1));
    CHECK_THAT(approval_result.findings.front().message, Catch::Contains("it was revoked"));
    const auto other = verified({{}, "bo", noon() - 1min, Revocation{"0123456789ab", "x"}});
    CHECK(growth.check_approvals({granted, other}).approved_by(1));
  }
  SECTION("it is named by its id, adds a voice, and keeps no reading fresh") {
    const auto granted = grants("ada", a_standing_approval());
    const auto approval_result = growth.check_approvals({granted});
    CHECK(approval_result.names() == "envelope " + statement_id(granted.statement()) + " by ada");
    CHECK_FALSE(approval_result.until);
    CHECK(growth.check_approvals({granted, yes("bo")}).approved_by(2));
    CHECK_FALSE(growth.check_approvals({granted, yes("ada")}).approved_by(2));
  }
}
