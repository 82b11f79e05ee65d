#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "tests/day/day_load.hpp"
#include "tests/day/simulated_day.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace muster;
using namespace muster::testing;

namespace {

/// One call in ten meets something, and a tenth of the looks get no readings.
const std::string weather = R"(apiVersion: muster/v1
kind: Faults
seed: 11
faults:
- {calls: "* /v2/**", chance: 2%, fault: latency, for: 10s}
- {calls: "* /v2/**", chance: 1%, fault: server_error, status: 503}
- {calls: "* /v2/**", chance: 1%, fault: reset_before_effect}
- {calls: "* /v2/**", chance: 1%, fault: reset_after_effect}
- {calls: "* /v2/**", chance: 1%, fault: error_after_effect, status: 502}
- {calls: "* /v2/**", chance: 1%, fault: truncated_body}
- {calls: POST /v2/droplets, chance: 5%, fault: sold_out}
- {calls: POST /v2/droplets, chance: 5%, fault: stale_list, for: 15s}
- {calls: POST /v2/droplets, chance: 3%, fault: vanishes, for: 10s}
- {calls: POST /v2/droplets, chance: 3%, fault: never_active, for: 30m}
- {calls: POST /v2/droplets/*/actions, chance: 5%, fault: action_errors}
- {calls: POST /v2/volumes/*/actions, chance: 5%, fault: pending_event, for: 30s}
- {calls: "PUT /v2/load_balancers/**", chance: 10%, fault: balancer_busy, for: 60s}
)";

double mean(const std::vector<double>& values, std::size_t from, std::size_t to) {
  double sum = 0;
  for (std::size_t i = from; i < to; ++i) sum += values[i];
  return to > from ? sum / static_cast<double>(to - from) : 0;
}

}  // namespace

TEST_CASE(
    "ten days in bad weather: nothing leaks, no round is missed, the store grows no more than it must") {
  if (std::getenv("MUSTER_LONG_TESTS") == nullptr) {
    std::cout << "skipped: ten simulated days take fifty minutes; ./dev test --long\n";
    return;
  }
  constexpr std::size_t days = 10;
  const test::TemporaryFolder folder;
  std::filesystem::copy(MUSTER_SOURCE_DIR "/desired-state", folder.path("desired-state"),
                        std::filesystem::copy_options::recursive);
  std::ofstream(folder.path("faults.yaml")) << weather;
  DayOptions terms;
  terms.declared = folder.path("desired-state");
  terms.folder = folder.path();
  terms.length = days * 24h;
  terms.speed = 300;
  terms.faults = folder.path("faults.yaml");
  terms.sources_fail_percent = 10;
  const auto soak = simulate(terms, [](double share) { return agents_at(std::fmod(share * days, 1.0)); });
  REQUIRE(soak.problem.empty());
  if (const char* keep = std::getenv("MUSTER_KEEP_DAY"))
    std::filesystem::copy(folder.path("told.txt"), keep, std::filesystem::copy_options::overwrite_existing);
  const auto hours = soak.resident_mib.size();
  REQUIRE(hours >= days * 24 - 1);
  std::cout << fmt::format(
      "{} simulated days: {} rounds, {} late, {} steps failed, {} applies, {} changes failed and tried "
      "again; "
      "store {:.2f} MiB after a day, {:.2f} at the end; agents at work {:.3f}%\n",
      days, soak.rounds, soak.late_rounds, soak.failed_steps, soak.applies, soak.changes_failed,
      soak.store_mib[23], soak.store_mib.back(), 100 - 100 * soak.agent_hours_down / soak.agent_hours);
  std::vector<double> resident;
  std::cout << "resident MiB, mean of each day:";
  for (std::size_t day = 0; day < days; ++day) {
    resident.push_back(mean(soak.resident_mib, day * 24, std::min(hours, day * 24 + 24)));
    std::cout << fmt::format(" {:.1f}", resident.back());
  }
  std::cout << "\n";
  // Readings are kept for a day and two hours, and the learned state for eight days: until then memory grows.
  // The days after have the same load and need no more.
  CHECK(resident[8] + resident[9] <= (resident[6] + resident[7]) * 1.05);
  CHECK(soak.most_machines >= 4);
  CHECK(soak.store_mib.back() <= soak.store_mib[23] * 1.5 * days);
}
