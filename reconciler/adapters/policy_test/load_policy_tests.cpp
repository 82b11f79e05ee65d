#include "reconciler/adapters/policy_test/load_policy_tests.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "reconciler/adapters/config/declared_folder.hpp"
#include "reconciler/adapters/config/fields/declared_fields.hpp"
#include "reconciler/adapters/policy_test/policy_test_world.hpp"
#include "reconciler/adapters/schema/check_schema.hpp"

namespace muster {
namespace {

std::vector<std::string> names_of(const std::vector<Policy>& policies) {
  std::vector<std::string> names;
  for (const auto& policy : policies) names.push_back(policy.name.value);
  return names;
}

/// Leaves the policies that the file names, and tries them although they are suspended; leaves all of them
/// when it names none.
void choose_policies(const DeclaredFields& spec, World& world) {
  const auto chosen = spec.texts("policies");
  if (chosen.empty()) return;
  const auto known = names_of(world.policies);
  for (const auto& item : chosen) {
    if (std::find(known.begin(), known.end(), item.text) != known.end()) continue;
    const auto nearest = nearest_word(item.text, known);
    spec.report(item, fmt::format("there is no policy \"{}\"", item.text),
                fmt::format("one of {}", fmt::join(known, ", ")),
                nearest.empty() ? "" : fmt::format("did you mean {}?", nearest));
  }
  std::erase_if(world.policies, [&](const Policy& policy) {
    return std::none_of(chosen.begin(), chosen.end(),
                        [&](const DeclaredText& item) { return item.text == policy.name.value; });
  });
  // A rule that waits for its readings can be tried before they come.
  for (auto& policy : world.policies) policy.suspended = false;
}

std::vector<Expectation> expectations(const DeclaredFields& test, const std::string& key) {
  std::vector<Expectation> all;
  for (const auto& item : test.texts(key)) all.push_back({item.text, item.at});
  return all;
}

Instant instant_in(const DeclaredFields& fields, Instant fallback) {
  return fields.read<Instant>("at", parse_instant).value_or(fallback);
}

PolicyTest policy_test_in(const DeclaredFields& test, const World& given, Instant now) {
  PolicyTest policy_test;
  policy_test.name = test.text("name");
  policy_test.at = test.at();
  policy_test.now = instant_in(test, now);
  policy_test.world = given;
  fill_policy_test_world(test, policy_test.now, policy_test.world);
  policy_test.changes = expectations(test, "expect");
  policy_test.changes_at = test.at("expect");
  if (policy_test.changes.size() == 1 && policy_test.changes.front().text == "nothing")
    policy_test.changes.clear();
  for (const auto& change : policy_test.changes) {
    if (change.text != "nothing") continue;
    test.report("expect", "nothing, and something", "nothing alone, or changes");
  }
  policy_test.because = expectations(test, "because");
  policy_test.held_by = expectations(test, "held_by");
  return policy_test;
}

/// Default: a Monday at noon, which matters for few rules.
constexpr Instant kNoon{std::chrono::sys_days(std::chrono::year(2026) / 1 / 5) + 12h};

PolicyTestFile load_file(const DeclaredFile& file, const World& given, Diagnostics& all) {
  const auto yaml = parse_yaml(file.text, file.shown);
  auto problems = yaml.problems;
  const auto more = check_schema(yaml, "policy-test");
  problems.insert(problems.end(), more.begin(), more.end());
  const DeclaredFields root(yaml, problems);
  const auto spec = root.map("spec");
  auto world = given;
  choose_policies(spec, world);
  const auto now = instant_in(spec, kNoon);
  PolicyTestFile loaded{file.shown, {}};
  for (const auto& test : spec.maps("tests")) loaded.policy_tests.push_back(policy_test_in(test, world, now));
  all.insert(all.end(), problems.begin(), problems.end());
  return loaded;
}

}  // namespace

LoadedPolicyTests load_policy_tests(const std::string& dir, const World& given) {
  const auto folder = read_declared_folder(dir);
  LoadedPolicyTests loaded;
  for (const auto& file : folder.tests) loaded.files.push_back(load_file(file, given, loaded.diagnostics));
  if (!loaded.ok()) loaded.files.clear();
  return loaded;
}

}  // namespace muster
