#pragma once

#include <string>
#include <vector>

#include "reconciler/core/plan/approval/statement.hpp"
#include "tests/support/cloud_process.hpp"
#include "tests/support/workbench.hpp"

namespace muster::test {

/// A team at work: a committed fleet with approvers ada and bo, whose keys are test::key_of, a sandbox
/// of its own, and a saved plan that needs a person.
class ApprovalFixture : public Workbench {
 public:
  /// `approval` is added to the fleet's approval rules, four spaces deep.
  explicit ApprovalFixture(const std::string& approval = "");

  Ran run(std::vector<std::string> words) const;
  /// plan.json, for fifty agents.
  Ran plan() const;
  Ran apply() const { return run({"apply", "plan.json"}); }
  void write_fleet(const std::string& approval) const;
  /// Makes it what the plan is approved by, instead of all before.
  void approvals(const std::vector<SignedStatement>& all) const;

  PlanId plan_id() const;
  /// Calls that the cloud has got and that were not looks.
  long changing_requests() const;

 private:
  CloudProcess cloud_;
};

/// "- { name: ada, key: ... }" for each, four spaces deep.
std::string approvers_text(const std::vector<std::string>& names);

}  // namespace muster::test
