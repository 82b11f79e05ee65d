#include "reconciler/core/simulate/policy_test/run_policy_test.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "reconciler/core/base/joined.hpp"
#include "reconciler/core/propose.hpp"

namespace muster {
namespace {

std::string joined_or_nothing(const std::vector<std::string>& words) {
  return words.empty() ? "nothing" : joined(words);
}

/// Reasons of changes and of no changes, for a failed test.
std::vector<std::string> reported_by(const std::vector<Decision>& decisions) {
  std::vector<std::string> reported;
  for (const auto& decision : decisions) {
    for (const auto& recommendation : decision.recommendations) {
      if (!recommendation.because.message.empty())
        reported.push_back(recommendation.because.rule + ": " + recommendation.because.message);
    }
    for (const auto& clamp : decision.clamps)
      reported.push_back(std::string(to_string(clamp.kind)) + ": " + clamp.message);
    reported.insert(reported.end(), decision.notes.begin(), decision.notes.end());
  }
  return reported;
}

void list_machines(const Decision& decision, std::vector<std::string>& words) {
  const auto name = [&](int number) { return to_string(Slot{decision.pool, number}); };
  for (const auto& [number, size] : decision.to.machines) {
    const auto before = decision.from.machines.find(number);
    if (before == decision.from.machines.end()) {
      words.push_back(fmt::format("create {} ({})", name(number), size.value));
    } else if (before->second != size) {
      words.push_back(fmt::format("resize {} to {}", name(number), size.value));
    }
  }
  for (const auto& [number, size] : decision.from.machines) {
    if (decision.to.machines.count(number) == 0) words.push_back("destroy " + name(number));
  }
}

void list_volumes(const Decision& decision, std::vector<std::string>& words) {
  const auto name = [&](const std::pair<int, int>& key) {
    return to_string(VolumeSlot{{decision.pool, key.first}, key.second});
  };
  for (const auto& [key, gib] : decision.to.volumes_gib) {
    const auto before = decision.from.volumes_gib.find(key);
    if (before == decision.from.volumes_gib.end()) {
      words.push_back(fmt::format("create {} ({} GiB)", name(key), gib));
    } else if (before->second != gib) {
      words.push_back(fmt::format("grow {} to {} GiB", name(key), gib));
    }
  }
  for (const auto& [key, gib] : decision.from.volumes_gib) {
    if (decision.to.volumes_gib.count(key) == 0) words.push_back("destroy " + name(key));
  }
}

/// Describes the changes of decisions: "create worker/2 (s-2vcpu-4gb)", "resize worker/1 to s-2vcpu-4gb",
/// "destroy worker/3", "create worker/1/data-1 (50 GiB)", "grow worker/1/data-1 to 100 GiB", "create
/// worker/lb-1"; by pool, machines first.
std::vector<std::string> changes_in_words(const std::vector<Decision>& decisions) {
  std::vector<std::string> words;
  for (const auto& decision : decisions) {
    list_machines(decision, words);
    list_volumes(decision, words);
    const auto balancer = [&](int number) { return to_string(BalancerSlot{decision.pool, number}); };
    for (int n = decision.from.balancers + 1; n <= decision.to.balancers; ++n) {
      words.push_back("create " + balancer(n));
    }
    for (int n = decision.to.balancers + 1; n <= decision.from.balancers; ++n) {
      words.push_back("destroy " + balancer(n));
    }
  }
  return words;
}

void check_changes(const PolicyTest& policy_test, const std::vector<Decision>& decisions,
                   PolicyTestOutcome& outcome) {
  const auto happens = changes_in_words(decisions);
  std::multiset<std::string> unexpected(happens.begin(), happens.end());
  std::vector<Expectation> missing;
  for (const auto& expected : policy_test.changes) {
    const auto found = unexpected.find(expected.text);
    if (found == unexpected.end()) {
      missing.push_back(expected);
    } else {
      unexpected.erase(found);
    }
  }
  if (missing.empty() && unexpected.empty()) return;
  std::vector<std::string> wanted;
  for (const auto& expected : policy_test.changes) wanted.push_back(expected.text);
  outcome.failures.push_back({.at = missing.empty() ? policy_test.changes_at : missing.front().at,
                              .expected = joined_or_nothing(wanted),
                              .actual = joined_or_nothing(happens),
                              .why = reported_by(decisions)});
}

/// Each expected item must be among the actual ones.
void check_among(const std::vector<Expectation>& expected, const std::set<std::string>& there,
                 const char* what, const std::vector<Decision>& decisions, PolicyTestOutcome& outcome) {
  for (const auto& one : expected) {
    if (there.count(one.text) > 0) continue;
    outcome.failures.push_back({.at = one.at,
                                .expected = fmt::format("{} {}", what, one.text),
                                .actual = there.empty() ? fmt::format("{} nothing", what)
                                                        : fmt::format("{} {}", what, fmt::join(there, ", ")),
                                .why = reported_by(decisions)});
  }
}

}  // namespace

PolicyTestOutcome run_policy_test(const PolicyTest& policy_test) {
  PolicyTestOutcome outcome{policy_test.name, policy_test.at, {}};
  const auto decisions = propose(policy_test.world, policy_test.now).decisions;
  check_changes(policy_test, decisions, outcome);
  std::set<std::string> rules;
  std::set<std::string> clamps;
  for (const auto& decision : decisions) {
    for (const auto& [part, causes] : decision.because) {
      for (const auto& cause : causes) rules.insert(cause.rule);
    }
    for (const auto& clamp : decision.clamps) clamps.insert(to_string(clamp.kind));
  }
  check_among(policy_test.because, rules, "because of", decisions, outcome);
  check_among(policy_test.held_by, clamps, "held back by", decisions, outcome);
  return outcome;
}

}  // namespace muster
