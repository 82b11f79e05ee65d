#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "tests/crash/aftermath.hpp"
#include "tests/crash/real_apply.hpp"
#include "tests/support/cloud_process.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace muster;
using namespace muster::testing;

namespace {

constexpr double storm_speed = 2000;
constexpr int most_rounds = 20;

/// One call in five meets something, of every kind there is.
const std::string weather = R"(
faults:
- {calls: "* /v2/**", chance: 3%, fault: latency, for: 20s}
- {calls: "* /v2/**", chance: 2%, fault: clock_skew, by: -2h}
- {calls: "* /v2/**", chance: 2%, fault: rate_limited, for: 5s}
- {calls: "* /v2/**", chance: 2%, fault: server_error, status: 503}
- {calls: "* /v2/**", chance: 2%, fault: reset_before_effect}
- {calls: "* /v2/**", chance: 3%, fault: reset_after_effect}
- {calls: "* /v2/**", chance: 3%, fault: error_after_effect, status: 502}
- {calls: "* /v2/**", chance: 3%, fault: truncated_body}
- {calls: POST /v2/droplets, chance: 5%, fault: sold_out}
- {calls: POST /v2/droplets, chance: 3%, fault: quota}
- {calls: POST /v2/droplets, chance: 5%, fault: stale_list, for: 15s}
- {calls: POST /v2/droplets, chance: 4%, fault: vanishes, for: 10s}
- {calls: POST /v2/droplets, chance: 3%, fault: never_active, for: 30m}
- {calls: POST /v2/droplets/*/actions, chance: 5%, fault: action_errors}
- {calls: POST /v2/droplets/*/actions, chance: 4%, fault: action_hangs, for: 8m}
- {calls: POST /v2/droplets/*/actions, chance: 5%, fault: pending_event, for: 30s}
- {calls: POST /v2/volumes/*/actions, chance: 8%, fault: pending_event, for: 30s}
- {calls: POST /v2/volumes/*/actions, chance: 5%, fault: action_errors}
- {calls: POST /v2/volumes, chance: 3%, fault: quota}
- {calls: "PUT /v2/load_balancers/**", chance: 15%, fault: balancer_busy, for: 60s}
)";

/// What breaks an invariant about the plan itself: bounds, and the money cap.
std::string judged(const Plan& plan, const Fleet& fleet) {
  const auto& cap = fleet.budget.monthly_cap;
  if (cap && plan.cost.after.monthly > *cap) return "a plan is above the money cap\n";
  return "";
}

/// A fleet in the storm until its plan is empty; what is not as it should be then.
std::string weathered(const CrashScene& calm, const std::string& folder, int seed, int& rounds) {
  std::filesystem::create_directories(folder);
  std::ofstream(folder + "/faults.yaml") << "apiVersion: muster/v1\nkind: Faults\nseed: " << seed << weather;
  const CloudProcess cloud({"--speed", "2000", "--faults", folder + "/faults.yaml"});
  auto scene = calm;
  scene.cloud.url = cloud.url();
  std::filesystem::copy_file(scene.journal, folder + "/state.db");
  if (!put(scene.cloud, "/sandbox/cloud", scene.furnished)) return "the cloud could not be furnished\n";
  auto workspace = real_workspace(scene.cloud, MUSTER_SOURCE_DIR "/tests/crash/after", folder + "/state.db");
  if (!workspace) return workspace.error().what + "\n";

  std::string said;
  std::string told;  // For whoever has to find out what went wrong.
  for (rounds = 1; rounds <= most_rounds; ++rounds) {
    const auto plan = next_plan(*workspace, scene.agents);
    // What was not seen whole gives an empty plan as well: that is no end.
    if (plan && plan->complete && plan->changes.empty()) {
      const auto problems = aftermath(*workspace, scene, 0);
      return problems.empty() ? "" : problems + told;
    }
    if (plan) said = judged(*plan, workspace->declared.fleet);
    if (!said.empty()) return said;
    said = muster_apply(*workspace, scene.agents);
    told += "apply " + std::to_string(rounds) + ": " + said + "\n";
    workspace->clock->wait_until(workspace->clock->now() + 1min);
  }
  return "the plan is not empty after " + std::to_string(most_rounds) + " applies; the last said: " + said;
}

int first() {
  const char* seed = std::getenv("MUSTER_STORM_SEED");
  return seed != nullptr ? std::atoi(seed) : 1;
}
int runs() {
  if (const char* seed = std::getenv("MUSTER_STORM_SEED")) return std::atoi(seed);
  return std::getenv("MUSTER_LONG_TESTS") != nullptr ? 200 : 20;
}

}  // namespace

TEST_CASE("in a storm of faults a fleet comes to what is needed, with nothing twice") {
  const test::TemporaryFolder folder;
  CrashScene scene;
  const CloudProcess calm({"--speed", "2000"});
  scene.cloud = {calm.url(), storm_speed, std::chrono::floor<Duration>(std::chrono::system_clock::now())};
  const auto furnished = furnish(scene, folder.path());
  INFO(furnished);
  REQUIRE(furnished.empty());
  int applies = 0;
  int slowest = 0;
  for (int seed = first(); seed <= runs(); ++seed) {
    INFO("seed " << seed);
    int rounds = 0;
    CHECK(weathered(scene, folder.path("run-" + std::to_string(seed)), seed, rounds) == "");
    applies += rounds - 1;
    slowest = std::max(slowest, rounds - 1);
  }
  std::cout << "fault storm: " << runs() << " runs, " << applies << " applies, at most " << slowest
            << " in one run\n";
}
