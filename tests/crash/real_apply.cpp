#include "tests/crash/real_apply.hpp"

#include <httplib.h>

#include <sstream>

#include "reconciler/cli/apply/fleet_lock.hpp"
#include "reconciler/cli/commands/plan/apply.hpp"

namespace muster::testing {

namespace {

std::string run(Workspace& workspace, ApplyCommandOptions options) {
  std::ostringstream out;
  std::ostringstream err;
  std::istringstream in;
  Console console{out, err, in};
  options.lock.ttl = std::chrono::hours(24);  // By a clock that runs fast.
  const auto code = run_apply(options, workspace, Settings{}, console);
  unlock_fleet(workspace);
  if (code == ExitCode::done) return "";
  return "exit " + std::to_string(static_cast<int>(code)) + "\n" + out.str() + err.str();
}

}  // namespace

std::string muster_apply(Workspace& workspace, const std::string& agents, bool approved) {
  ApplyCommandOptions options;
  options.auto_approve = approved;
  options.readings.files = {agents};
  return run(workspace, options);
}

std::string muster_resume(Workspace& workspace) {
  ApplyCommandOptions options;
  options.auto_approve = true;
  options.resume = true;
  return run(workspace, options);
}

Result<Plan> next_plan(Workspace& workspace, const std::string& agents) {
  std::ostringstream nowhere;
  std::istringstream in;
  Console console{nowhere, nowhere, in};
  const auto look = observe_world(workspace, Settings{}, {{agents}, ""}, console);
  if (!look) return look.error();
  return propose(look->world, look->now).plan;
}

std::size_t changes_left(Workspace& workspace, const std::string& agents) {
  const auto plan = next_plan(workspace, agents);
  return plan ? plan->changes.size() : 1;
}

bool put(const CloudAddress& cloud, const char* path, const std::string& body) {
  httplib::Client client(cloud.url);
  const auto answer = client.Put(path, body, "application/json");
  return answer && answer->status < 300;
}

}  // namespace muster::testing
