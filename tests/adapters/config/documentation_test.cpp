#include <catch2/catch.hpp>
#include <map>
#include <sstream>

#include "reconciler/adapters/config/load_declared.hpp"
#include "reconciler/adapters/config/load_prices.hpp"
#include "reconciler/adapters/policy_test/load_policy_tests.hpp"
#include "reconciler/core/simulate/policy_test/run_policy_test.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// A fenced YAML block of a page, and where the comment above it says it belongs ("" for a whole file).
struct Example {
  int line = 0;
  std::string part;
  std::string text;
};

std::vector<Example> examples_in(const std::string& page) {
  std::ifstream stream(std::string(MUSTER_SOURCE_DIR) + "/docs/" + page);
  std::vector<Example> examples;
  std::string part;
  bool inside = false;
  int number = 0;
  for (std::string line; std::getline(stream, line);) {
    ++number;
    if (line.starts_with("<!-- check: ")) part = line.substr(12, line.find(" -->") - 12);
    if (inside && line == "```") {
      inside = false;
      part.clear();
    } else if (inside) {
      examples.back().text += line + "\n";
    } else if (line == "```yaml") {
      inside = true;
      examples.push_back({number, part, ""});
    }
  }
  return examples;
}

std::string indented(const std::string& text, int by) {
  std::istringstream stream(text);
  std::string all;
  for (std::string line; std::getline(stream, line);)
    all += std::string(static_cast<std::size_t>(by), ' ') + line + "\n";
  return all;
}

const std::string kFleetHead =
    "apiVersion: muster/v1\nkind: Fleet\nmetadata: { name: test }\nspec:\n  provider: digitalocean\n"
    "  regions: [fra1]\n";
const std::string kPool =
    "  pools:\n    - name: worker\n      image: ubuntu-22-04-x64\n      sizes: [s-1vcpu-2gb, s-2vcpu-4gb]\n"
    "      max: 6\n      load_balancer: { forward: [{ from: \"http:80\", to: \"http:80\" }] }\n";
const std::string kPolicyHead =
    "apiVersion: muster/v1\nkind: Policy\nmetadata: { name: test }\nspec:\n  pools: [worker]\n";

const std::string kCpuHot =
    "  threshold: [{ name: cpu-hot, metric: cpu, above: 80%, for: 5m, then: scale_up }]\n";

/// The files of a folder in which the example is all there is of its kind.
std::map<std::string, std::string> folder_around(const Example& example) {
  const auto& text = example.text;
  if (example.part == "pools") return {{"fleet.yaml", kFleetHead + "  pools:\n" + indented(text, 4)}};
  if (example.part == "agents" || example.part == "readings" || example.part == "announce")
    return {{"fleet.yaml", kFleetHead + kPool + "  " + example.part + ":\n" + indented(text, 4)}};
  if (example.part == "threshold" || example.part == "tiers" || example.part == "schedule")
    return {{"fleet.yaml", kFleetHead + kPool},
            {"policy.yaml", kPolicyHead + "  " + example.part + ":\n" + indented(text, 4)}};
  if (example.part == "policy-test")
    return {{"fleet.yaml", kFleetHead + kPool},
            {"policy.yaml", kPolicyHead + kCpuHot},
            {"policy_test.yaml", text}};
  if (text.find("kind: Policy") != std::string::npos)
    return {{"fleet.yaml", kFleetHead + kPool}, {"policy.yaml", text}};
  return {{"fleet.yaml", text}};
}

}  // namespace

TEST_CASE("every example of the pages on policies, readings and monitoring is right") {
  const auto prices = embedded_prices("digitalocean");
  REQUIRE(prices.ok());
  const std::string page =
      GENERATE("reference/policies.md", "how-to/connect-readings.md", "how-to/monitor-muster.md");
  const auto examples = examples_in(page);
  CHECK(examples.size() >= 1);
  for (const auto& example : examples) {
    DYNAMIC_SECTION(page << ", line " << example.line) {
      const TemporaryFolder folder;
      for (const auto& [name, text] : folder_around(example)) folder.write("declared/" + name, text);
      const auto loaded = load_declared(folder.path("declared"), &*prices);
      for (const auto& problem : loaded.diagnostics)
        UNSCOPED_INFO(to_string(problem.at) << ": " << problem.summary << " (" << problem.expected << ")");
      CHECK(loaded.diagnostics.empty());
      CHECK_FALSE(loaded.fleet.pools.empty());
      World world;
      world.fleet = loaded.fleet;
      world.policies = loaded.policies;
      world.prices = *prices;
      const auto tests = load_policy_tests(folder.path("declared"), world);
      CHECK(tests.diagnostics.empty());
      CHECK(tests.files.empty() == (example.part != "policy-test"));
      for (const auto& file : tests.files) {
        for (const auto& policy_test : file.policy_tests)
          CHECK(run_policy_test(policy_test).failures.empty());
      }
    }
  }
}
