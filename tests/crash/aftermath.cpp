#include "tests/crash/aftermath.hpp"

#include <fmt/format.h>
#include <httplib.h>

#include <map>
#include <set>

#include "reconciler/adapters/json/json_document.hpp"
#include "reconciler/adapters/json/json_value.hpp"

namespace muster::testing {

namespace {

/// Text of all items of a list's field.
std::multiset<std::string> each(JsonView root, const char* list, const char* field) {
  std::multiset<std::string> found;
  const auto items = root.field(list).items();
  if (!items) return found;
  for (const JsonView item : *items)
    if (auto text = item.field(field).text()) found.insert(*std::move(text));
  return found;
}

std::int64_t number(JsonView root, const char* field) {
  return root.field(field).integer().ok() ? *root.field(field).integer() : -1;
}

void expect(std::string& problems, const char* what, std::int64_t is, std::int64_t should) {
  if (is != should) problems += fmt::format("{}: {} instead of {}\n", what, is, should);
}

std::string machines_and_volumes(const ActualState& actual) {
  std::string problems;
  const std::map<std::string, std::string> wanted = {
      {"batch/1", "s-1vcpu-1gb"},  {"front/1", "s-1vcpu-1gb"},  {"front/2", "s-1vcpu-1gb"},
      {"worker/1", "s-2vcpu-4gb"}, {"worker/2", "s-2vcpu-4gb"}, {"worker/3", "s-2vcpu-4gb"}};
  for (const auto& [slot, machine] : actual.machines) {
    const auto name = to_string(slot);
    const auto found = wanted.find(name);
    if (found == wanted.end()) problems += name + " should not be there\n";
    if (found != wanted.end() && machine.size.value != found->second)
      problems += name + " is " + machine.size.value + "\n";
    if (machine.status != MachineStatus::running) problems += name + " does not run\n";
  }
  expect(problems, "machines in slots", static_cast<std::int64_t>(actual.machines.size()), 6);
  expect(problems, "strays", static_cast<std::int64_t>(actual.strays.size()), 0);
  expect(problems, "volumes of the fleet", static_cast<std::int64_t>(actual.volumes.size()), 3);
  for (const auto& [slot, volume] : actual.volumes) {
    const auto machine = actual.machines.find(slot.machine);
    if (machine == actual.machines.end() || volume.attached_to != machine->second.id)
      problems += to_string(slot) + " is not on its machine\n";
    expect(problems, "GiB of a volume", volume.size_gib, 20);
  }
  for (const auto& [slot, balancer] : actual.balancers)
    expect(problems, "members of a balancer", static_cast<std::int64_t>(balancer.members.size()),
           slot.pool.value == "worker" ? 3 : 2);
  expect(problems, "balancers", static_cast<std::int64_t>(actual.balancers.size()), 2);
  expect(problems, "firewalls", static_cast<std::int64_t>(actual.firewalls.size()), 2);
  if (!actual.network) problems += "the network is missing\n";
  return problems;
}

/// What is there. In a storm a look can miss a part or fail: what matters is what is there, so look again.
Result<ActualState> seen_whole(Workspace& workspace) {
  constexpr int most_looks = 20;
  for (int look = 1;; ++look) {
    auto actual = workspace.cloud.provider->observe(workspace.declared.fleet, workspace.clock->now());
    if ((actual && actual->complete()) || look == most_looks) return actual;
    workspace.clock->wait_until(workspace.clock->now() + 10s);
  }
}

}  // namespace

std::string aftermath(Workspace& workspace, const CrashScene& scene, std::int64_t floor) {
  const auto actual = seen_whole(workspace);
  if (!actual) return actual.error().what + "\n";
  auto problems = machines_and_volumes(*actual);
  httplib::Client client(scene.cloud.url);
  const auto text = client.Get("/sandbox/cloud");
  const auto record = client.Get("/sandbox/record");
  if (!text || !record) return problems + "the cloud does not answer\n";
  const auto before = JsonDocument::parse(scene.furnished);
  const auto now = JsonDocument::parse(text->body);
  const auto seen = JsonDocument::parse(record->body);
  if (!before || !now || !seen) return problems + "the cloud cannot be read\n";
  expect(problems, "droplets, with the stranger",
         static_cast<std::int64_t>(each(now->root(), "droplets", "name").size()), 7);
  if (each(now->root(), "droplets", "name").count("stranger") != 1) problems += "the stranger is gone\n";
  const auto volumes = each(now->root(), "volumes", "id");
  for (const auto& id : each(before->root(), "volumes", "id"))
    if (volumes.count(id) != 1) problems += "volume " + id + " is lost\n";
  expect(problems, "volumes, with the strange one", static_cast<std::int64_t>(volumes.size()), 4);
  const auto fewest = number(seen->root(), "agents_running_min");
  if (fewest < floor) problems += fmt::format("only {} agents were at work, {} should be\n", fewest, floor);
  expect(problems, "requests over the limit", number(seen->root(), "over_limit"), 0);
  return problems;
}

}  // namespace muster::testing
