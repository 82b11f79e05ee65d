#include "tests/support/plan_scenes.hpp"

#include <algorithm>

namespace muster::test {
namespace {

/// A fleet of one worker that is as it should be, without readings.
Scene a_small_fleet() {
  Scene scene;
  scene.machines(1).volume("worker/1/data-1", 50);
  auto& firewall = scene.world.actual.firewalls[PoolName("worker")];
  firewall.pool = PoolName("worker");
  firewall.id = FirewallId("fw-1");
  firewall.inbound = {{"tcp", "22", {"203.0.113.0/24"}}};
  scene.steady("worker/1", Metric::memory, 61.5, 6min).steady("worker/1", Metric::disk, 47, 6min);
  scene.steady("worker", Metric::response_time, 120, 26h);
  return scene;
}

/// All machines behind the balancer.
void join_all(Scene& scene) {
  auto& balancer = scene.world.actual.balancers.begin()->second;
  balancer.members.clear();
  for (const auto& [slot, machine] : scene.world.actual.machines) balancer.members.push_back(machine.id);
  std::sort(balancer.members.begin(), balancer.members.end());
}

Plan a_hot_machine() {
  auto scene = a_small_fleet();
  scene.reading("worker", Metric::agents, 4).steady("worker/1", Metric::cpu, 85.3, 6min);
  return plan_of(scene);
}

Plan more_agents() {
  auto scene = a_small_fleet();
  scene.reading("worker", Metric::agents, 12).steady("worker/1", Metric::cpu, 40, 6min);
  return plan_of(scene);
}

Plan nothing_new() {
  auto scene = a_small_fleet();
  scene.reading("worker", Metric::agents, 4).steady("worker/1", Metric::cpu, 40, 6min);
  return plan_of(scene);
}

Plan a_shrinking_pool() {
  auto scene = a_small_fleet();
  scene.machines(4, "s-2vcpu-4gb").volume("worker/4/data-1", 100).balancer("worker/lb-1");
  scene.world.actual.firewalls.begin()->second.inbound = scene.pool().firewall;
  join_all(scene);
  auto stray = a_machine({PoolName("worker"), 1}, "s-4vcpu-8gb");
  stray.name = "fpai-worker-left-over";
  stray.id = MachineId("4711");
  scene.world.actual.strays = {stray};
  auto desired = as_desired(scene);
  for (const int n : {3, 4}) desired.machines.erase({PoolName("worker"), n});
  desired.machines.begin()->second.region = Region("nyc3");
  desired.machines.at({PoolName("worker"), 2}).region = Region("fra1");
  desired.volumes.erase({{PoolName("worker"), 4}, 1});
  return plan_of(scene, desired);
}

Plan a_refused_plan() {
  auto scene = a_small_fleet();
  scene.world.fleet.budget.monthly_cap = Money::dollars(40);
  auto desired = as_desired(scene);
  for (int n = 2; n <= 14; ++n) desired.machines[{PoolName("worker"), n}] = desired.machines.begin()->second;
  return plan_of(scene, desired);
}

Plan a_large_fleet() {
  Scene scene;
  scene.pool().max = 20'000;
  scene.pool().max_disrupted = 50;
  scene.world.fleet.budget.monthly_cap.reset();
  scene.machines(2'000, "s-1vcpu-2gb").balancer("worker/lb-1");
  join_all(scene);
  auto desired = as_desired(scene);
  const auto spec = desired.machines.begin()->second;
  for (int n = 1; n <= 6'000; ++n) {
    auto& machine = desired.machines[{PoolName("worker"), n}];
    machine = spec;
    if (n % 3 == 0) machine.size = SizeName("s-2vcpu-4gb");
    if (n % 5 == 0) desired.volumes[{{PoolName("worker"), n}, 1}] = {100, Region("nyc3"), "ext4"};
  }
  return plan_of(scene, desired);
}

}  // namespace

std::vector<PlanScene> plan_scenes() {
  return {{"nothing-new", nothing_new()},       {"a-hot-machine", a_hot_machine()},
          {"more-agents", more_agents()},       {"a-shrinking-pool", a_shrinking_pool()},
          {"a-refused-plan", a_refused_plan()}, {"everything", a_plan_of_everything()},
          {"a-large-fleet", a_large_fleet()}};
}

}  // namespace muster::test
