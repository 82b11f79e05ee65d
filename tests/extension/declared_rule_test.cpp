// The way of the toys with a metric and a kind of the product: it stays compiled.
#include "tests/extension/declared_rule.hpp"

using namespace muster;
using namespace muster::test;

TEST_CASE("a rule on a known metric is loaded, read and decided by") {
  auto scene =
      scene_with("  threshold:\n    - { name: hot, metric: memory, above: 50%, for: 5m, then: scale_up }\n");
  scene.machines(1);
  CHECK(in_short(scene.first()) == "nothing");
  take_lines(scene, "memory", 60);
  CHECK(in_short(scene.first()) == "worker/1 -> s-2vcpu-4gb");
}

TEST_CASE("every metric of the table is loaded from rules, in the notation of its unit") {
  for (const auto& info : kMetricTable) {
    INFO(info.word);
    const char* line = info.unit == MetricUnit::percent        ? "50%"
                       : info.unit == MetricUnit::milliseconds ? "500ms"
                       : info.unit == MetricUnit::count        ? "10"
                                                               : "40GiB";
    const auto then = is_disk(info.metric) ? std::string("add_volume, volume: 50GiB") : "add_machine";
    const auto files = files_with("  threshold:\n    - { name: a, metric: " + std::string(info.word) +
                                  ", above: " + line + ", for: 5m, then: " + then + " }\n");
    for (const auto& problem : files.diagnostics) UNSCOPED_INFO(problem.summary);
    CHECK(files.ok() == info.is_in_policies);
  }
}

TEST_CASE("every kind of policy has its field in the schema") {
  for (const auto* kind : kPolicyKinds) {
    INFO(kind);
    for (const auto& problem : files_with("  " + std::string(kind) + ": {}\n").diagnostics)
      CHECK(problem.summary.find("unknown field") == std::string::npos);
  }
}
