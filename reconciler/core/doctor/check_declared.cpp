#include "reconciler/core/doctor/check_declared.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "reconciler/core/base/text/plural.hpp"
#include "reconciler/core/policy/check/check_kinds.hpp"

namespace muster {

namespace {

bool looks_at(const Policy& policy, Metric metric) {
  const auto looks = looks_of(policy);
  return std::any_of(looks.begin(), looks.end(), [&](const LooksAt& one) { return one.metric == metric; });
}

/// A target and a policy on unused machines go both ways; a threshold only if it says so.
bool goes_down(const Policy& policy) {
  if (std::holds_alternative<Target>(policy.rule) || std::holds_alternative<Unused>(policy.rule)) return true;
  const auto* threshold = std::get_if<Threshold>(&policy.rule);
  return threshold && std::any_of(threshold->rules.begin(), threshold->rules.end(),
                                  [](const auto& rule) { return rule.remedy == Remedy::scale_down; });
}

}  // namespace

DoctorFindings check_approvers(const ApprovalRules& governing) {
  const auto persons = static_cast<int>(governing.approvers.size());
  if (persons == 0) {
    return {{.state = FindingState::warning,
             .check = "approvers",
             .message = "the fleet file names no approver: whoever types yes at a terminal approves, and the "
                        "loop cannot ask for an approval",
             .cure = "muster keygen NAME, and add the printed line to approval.approvers"}};
  }
  if (persons < governing.persons) {
    return {{.state = FindingState::problem,
             .check = "approvers",
             .message = fmt::format("a plan needs {}, and the fleet file names {}: nobody can approve",
                                    plural(governing.persons, "approver"), persons),
             .cure = "name more approvers, or lower approval.persons"}};
  }
  std::vector<std::string> names;
  for (const auto& approver : governing.approvers) names.push_back(approver.name);
  return {
      {.check = "approvers",
       .message = fmt::format("{} can approve; a plan needs {}", fmt::join(names, ", "), governing.persons)}};
}

DoctorFindings check_coverage(const Fleet& fleet, const std::vector<Policy>& policies) {
  DoctorFindings findings;
  for (const auto& pool : fleet.pools) {
    const auto any = [&](const auto& holds) {
      return std::any_of(policies.begin(), policies.end(), [&](const Policy& policy) {
        return !policy.suspended && selects(policy, pool.name) && holds(policy);
      });
    };
    std::vector<std::string> blind;
    for (const auto metric : {Metric::cpu, Metric::memory, Metric::disk, Metric::agents}) {
      if (!any([&](const Policy& policy) { return looks_at(policy, metric); }))
        blind.push_back(to_string(metric));
    }
    if (!blind.empty()) {
      findings.push_back(
          {.state = FindingState::warning,
           .check = "policies",
           .message =
               fmt::format("no policy of pool {} looks at {}", pool.name.value, fmt::join(blind, ", ")),
           .cure = "docs/reference/policies.md shows a rule for each; `muster init` writes them"});
    }
    if (pool.max > pool.min && !any(goes_down)) {
      findings.push_back(
          {.state = FindingState::warning,
           .check = "policies",
           .message = fmt::format("pool {} grows, and no policy makes it smaller", pool.name.value),
           .cure = "add a policy with a target or with unused"});
    }
  }
  if (findings.empty())
    findings.push_back({.check = "policies",
                        .message = "each pool has policies on cpu, memory, disk and agents, and a way down"});
  return findings;
}

DoctorFindings check_quota(const Fleet& fleet, const ActualState& actual) {
  int wanted = 0;
  for (const auto& pool : fleet.pools) wanted += pool.max;
  if (!actual.limits.machines) {
    return {{.state = FindingState::skipped,
             .check = "quota",
             .message = "the cloud does not report how many machines the account may have"}};
  }
  const int ours = static_cast<int>(actual.machines.size());
  const int others = std::max(0, actual.limits.machines_in_use - ours);
  const int left = *actual.limits.machines - others;
  if (wanted > left) {
    return {{.state = FindingState::warning,
             .check = "quota",
             .message = fmt::format("the pools may have {}, and the account allows {} beside {} of others",
                                    plural(wanted, "machine"), left, others),
             .cure = fmt::format("request a limit of {} from the cloud, or lower max of the pools",
                                 wanted + others)}};
  }
  return {{.check = "quota",
           .message = fmt::format("the account allows {}; the pools need at most {}",
                                  plural(*actual.limits.machines, "machine"), wanted)}};
}

}  // namespace muster
