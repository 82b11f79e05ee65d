#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "tests/crash/crash_case.hpp"
#include "tests/support/cloud_process.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace muster;
using namespace muster::testing;

namespace {

constexpr double speed = 2000;
constexpr int workers = 2;

const char* words(Death::Where where) {
  switch (where) {
    case Death::Where::before_call:
      return "before call";
    case Death::Where::after_call:
      return "after call";
    case Death::Where::before_look:
      return "before look";
    case Death::Where::before_entry:
      return "before entry";
    case Death::Where::after_entry:
      return "after entry";
    case Death::Where::nowhere:
      break;
  }
  return "nowhere";
}

std::vector<Death> all_deaths(const Passed& passed) {
  std::vector<Death> deaths;
  const auto add = [&](Death::Where where, int count) {
    for (int number = 0; number < count; ++number) deaths.push_back({where, number});
  };
  add(Death::Where::before_call, passed.calls);
  add(Death::Where::after_call, passed.answers);
  add(Death::Where::before_entry, passed.entries);
  add(Death::Where::after_entry, passed.entries);
  // A look changes nothing: to die at it is to die behind the entry before it.
  if (std::getenv("MUSTER_LONG_TESTS") != nullptr) add(Death::Where::before_look, passed.looks);
  return deaths;
}

/// Every `workers`-th case from `first` on, in this process; a line for each into a file.
void work(const CrashScene& scene, const std::string& folder, const std::vector<Death>& deaths,
          std::size_t first) {
  std::ofstream results(folder + "/results-" + std::to_string(first));
  for (auto i = first; i < deaths.size(); i += workers) {
    const auto end = run_case(scene, folder + "/case-" + std::to_string(i), deaths[i]);
    results << (end.killed ? "killed " : "unhurt ") << words(deaths[i].where) << " " << deaths[i].number
            << "\n";
    if (!end.problems.empty()) results << "PROBLEM " << end.problems << "\n";
    results.flush();
  }
}

}  // namespace

TEST_CASE("killed before or after any call or journal entry and run again, an apply comes to the same end") {
  const test::TemporaryFolder folder;
  const CloudProcess clouds[workers] = {CloudProcess({"--speed", "2000"}), CloudProcess({"--speed", "2000"})};
  CrashScene scene;
  const auto since = std::chrono::floor<Duration>(std::chrono::system_clock::now());
  scene.cloud = {clouds[0].url(), speed, since};
  const auto furnished = furnish(scene, folder.path());
  INFO(furnished);
  REQUIRE(furnished.empty());
  const auto passed = count_what_is_passed(scene, folder.path("count"));
  REQUIRE(passed.calls >= 20);
  const auto deaths = all_deaths(passed);

  std::vector<pid_t> children;
  for (int i = 0; i < workers; ++i) {
    scene.cloud.url = clouds[i].url();
    const pid_t child = fork();
    if (child == 0) {
      work(scene, folder.path(), deaths, static_cast<std::size_t>(i));
      _exit(0);
    }
    children.push_back(child);
  }
  for (const auto child : children) {
    int status = 0;
    waitpid(child, &status, 0);
    CHECK(status == 0);
  }
  int killed = 0;
  std::string problems;
  for (int i = 0; i < workers; ++i) {
    std::ifstream results(folder.path("results-" + std::to_string(i)));
    std::string last;
    for (std::string line; std::getline(results, line);) {
      killed += line.starts_with("killed ");
      if (line.starts_with("killed ") || line.starts_with("unhurt "))
        last = line;
      else if (!line.empty())
        problems += last + ": " + line + "\n";
    }
  }
  CHECK(problems == "");
  CHECK(killed > 100);
  std::cout << "crash matrix: killed " << killed << " times in an apply of " << passed.calls << " calls and "
            << passed.entries << " journal entries\n";
}
