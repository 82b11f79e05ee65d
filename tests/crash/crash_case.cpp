#include "tests/crash/crash_case.hpp"

#include <httplib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>

#include "tests/crash/aftermath.hpp"
#include "tests/crash/real_apply.hpp"

namespace muster::testing {

namespace {

namespace fs = std::filesystem;

const std::string declared = MUSTER_SOURCE_DIR "/tests/crash/";

/// Runs `work` in a process of its own; its exit status as waitpid tells it.
int in_a_process(const std::function<int()>& work) {
  const pid_t child = fork();
  if (child == 0) _exit(work());
  int status = 0;
  waitpid(child, &status, 0);
  return status;
}

void keep(const std::string& file, const std::string& text) {
  std::ofstream(file, std::ios::binary) << text;
}
std::string kept(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

int die(const CrashScene& scene, const std::string& folder, const Death& death) {
  auto workspace = real_workspace(scene.cloud, declared + "after", folder + "/state.db");
  if (!workspace) return 1;
  const auto passed = std::make_shared<Passed>();
  workspace->cloud.provider =
      std::make_unique<DyingProvider>(std::move(workspace->cloud.provider), death, passed);
  workspace->store = std::make_unique<DyingStore>(std::move(workspace->store), death, passed);
  const auto said = muster_apply(*workspace, scene.agents);
  keep(folder + "/passed", std::to_string(passed->calls) + " " + std::to_string(passed->answers) + " " +
                               std::to_string(passed->looks) + " " + std::to_string(passed->entries) + "\n" +
                               said);
  return said.empty() ? 0 : 1;
}

/// Goes on after a death and judges; a person may resume or simply apply again.
int resume(const CrashScene& scene, const std::string& folder, bool resume) {
  auto workspace = real_workspace(scene.cloud, declared + "after", folder + "/state.db");
  if (!workspace) return 1;
  std::string problems;
  auto said = resume ? muster_resume(*workspace) : muster_apply(*workspace, scene.agents);
  for (int more = 0; more < 3 && (!said.empty() || changes_left(*workspace, scene.agents) > 0); ++more) {
    // Its time passes much faster than ours: on a busy machine a wait may be over too soon. Run again, it
    // ends well.
    if (!said.starts_with("exit 5")) problems += said;
    said = muster_apply(*workspace, scene.agents);
  }
  problems += said;
  if (changes_left(*workspace, scene.agents) > 0) problems += "the next plan is not empty\n";
  problems += aftermath(*workspace, scene, 20);
  keep(folder + "/problems", problems);
  return 0;
}

}  // namespace

std::string furnish(CrashScene& scene, const std::string& folder) {
  scene.journal = folder + "/journal.db";
  scene.agents = declared + "agents.ndjson";
  auto workspace = real_workspace(scene.cloud, declared + "before", scene.journal);
  if (!workspace) return workspace.error().what;
  if (const auto said = muster_apply(*workspace, scene.agents); !said.empty()) return said;
  httplib::Client client(scene.cloud.url);
  client.set_default_headers({{"Authorization", "Bearer stranger"}});
  put(scene.cloud, "/sandbox/load", R"({"tag":"muster-pool:crash:worker","agents":20})");
  put(scene.cloud, "/sandbox/seed", R"({"count":1,"name":"stranger","tags":["somebody"]})");
  client.Post("/v2/volumes", R"({"name":"strange","region":"nyc3","size_gigabytes":5})", "application/json");
  scene.furnished = client.Get("/sandbox/cloud")->body;
  return "";
}

Passed count_what_is_passed(const CrashScene& scene, const std::string& folder) {
  fs::create_directories(folder);
  fs::copy_file(scene.journal, folder + "/state.db");
  put(scene.cloud, "/sandbox/cloud", scene.furnished);
  in_a_process([&] { return die(scene, folder, {}); });
  Passed passed;
  std::istringstream(kept(folder + "/passed")) >> passed.calls >> passed.answers >> passed.looks >>
      passed.entries;
  return passed;
}

CaseEnd run_case(const CrashScene& scene, const std::string& folder, const Death& death) {
  CaseEnd end;
  fs::create_directories(folder);
  fs::copy_file(scene.journal, folder + "/state.db");
  if (!put(scene.cloud, "/sandbox/cloud", scene.furnished))
    end.problems = "the cloud could not be furnished\n";
  const auto status = in_a_process([&] { return die(scene, folder, death); });
  end.killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
  if (!end.killed && status != 0) end.problems += "not killed, and: " + kept(folder + "/passed");
  const auto after = in_a_process([&] { return resume(scene, folder, death.number % 2 == 0); });
  if (after != 0) end.problems += "going on ended with status " + std::to_string(after) + "\n";
  end.problems += kept(folder + "/problems");
  fs::remove_all(folder);
  return end;
}

}  // namespace muster::testing
