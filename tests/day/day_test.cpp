#include <fmt/format.h>

#include <catch2/catch.hpp>
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

bool long_tests() {
  return std::getenv("MUSTER_LONG_TESTS") != nullptr;
}

void row(const char* what, const std::string& promise, const std::string& is, bool held) {
  std::cout << fmt::format("  {:<44} {:<16} {:<28} {}\n", what, promise, is, held ? "pass" : "gap");
}

void episodes(const char* what, const char* promise, const std::vector<double>& seconds, double most) {
  const auto longest = percentile(seconds, 0.99);
  row(what, promise,
      fmt::format("p50 {:.0f} s, p99 {:.0f} s ({})", percentile(seconds, 0.5), longest, seconds.size()),
      longest < most);
}

void print(const char* fleet, const DayResult& day) {
  const auto per_agent = day.agent_hours > 0 ? day.dollars / day.agent_hours * 24 * 365 / 12 : 0;
  const auto up = 100 - 100 * day.agent_hours_down / std::max(1.0, day.agent_hours);
  std::cout << fmt::format("\nsimulated {:.1f} hours of {}: {} rounds, {} applies, at most {} machines\n",
                           day.hours, fleet, day.rounds, day.applies, day.most_machines);
  std::cout << fmt::format("  {:<44} {:<16} {:<28}\n", "", "promise", "seen");
  episodes("more than 10 agents on a machine until none", "< 2 min", day.crowded_seconds, 120);
  episodes("more work on a machine than it has CPU for", "< 2 min", day.overloaded_seconds, 120);
  // The rule that is declared for it waits five minutes, then a machine has to come.
  episodes("CPU over 80% on a machine until none", "< 5 + 2 min", day.hot_seconds, 420);
  row("CPU of the fleet at 60-80%", "most of the time",
      fmt::format("{:.0f}% of the time", 100 * day.hours_in_band / day.hours),
      day.hours_in_band > day.hours / 2);
  row("cost", "< $10/agent/month", fmt::format("${:.2f}", per_agent), per_agent < 10);
  row("agents at work", "99.9%", fmt::format("{:.3f}%", up), up >= 99.9);
}

#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
constexpr double kShortSpeed = 40;  // A tenth: that much slower is a program that is watched.
#else
constexpr double kShortSpeed = 400;
#endif

}  // namespace

TEST_CASE("a day of the reference fleet under the loop, agents growing from 1 to 60 and back to 5") {
  const test::TemporaryFolder folder;
  std::filesystem::copy(MUSTER_SOURCE_DIR "/desired-state", folder.path("desired-state"),
                        std::filesystem::copy_options::recursive);
  DayOptions terms;
  terms.declared = folder.path("desired-state");
  terms.folder = folder.path();
  terms.length = long_tests() ? Duration(24h) : Duration(2h);
  terms.speed = long_tests() ? 150 : kShortSpeed;
  const auto day = simulate(terms, agents_at);
  REQUIRE(day.problem.empty());
  print("the reference fleet", day);
  if (const char* keep = std::getenv("MUSTER_KEEP_DAY"))
    std::filesystem::copy(folder.path("told.txt"), keep, std::filesystem::copy_options::overwrite_existing);
  CHECK(static_cast<double>(day.rounds) >= day.hours * 80);
  CHECK(day.failed_steps == 0);
  CHECK(day.changes_failed == 0);
  CHECK(day.most_machines >= 4);
}

TEST_CASE("the same day without tiers, which are floors: by loads and by agents on a machine alone") {
  if (!long_tests()) {
    std::cout << "skipped: another simulated day takes ten minutes; ./dev test --long\n";
    return;
  }
  const test::TemporaryFolder folder;
  std::filesystem::copy(MUSTER_SOURCE_DIR "/desired-state", folder.path("desired-state"),
                        std::filesystem::copy_options::recursive);
  std::filesystem::remove(folder.path("desired-state/policies/tiers.yaml"));
  std::filesystem::remove(folder.path("desired-state/policies/tiers_test.yaml"));
  // Room for two agents more than there are, so that the next ones do not have to wait for a boot.
  std::ofstream(folder.path("desired-state/policies/spare.yaml"))
      << "apiVersion: muster/v1\nkind: Policy\nmetadata: { name: spare }\nspec:\n  pools: [worker]\n"
         "  spare: { agents: 2 }\n";
  DayOptions terms;
  terms.declared = folder.path("desired-state");
  terms.folder = folder.path();
  terms.speed = 150;
  const auto day = simulate(terms, agents_at);
  REQUIRE(day.problem.empty());
  if (const char* keep = std::getenv("MUSTER_KEEP_DAY"))
    std::filesystem::copy(folder.path("told.txt"), std::string(keep) + ".lean",
                          std::filesystem::copy_options::overwrite_existing);
  print("the reference fleet without tiers, with capacity for two agents", day);
  CHECK(day.changes_failed == 0);
}
