#include "tests/support/random_scene.hpp"

#include "reconciler/core/forecast/outlook.hpp"

namespace muster::test {
namespace {

void add_machines(Scene& scene, Dice& dice, const Pool& pool) {
  const int count = dice.one_in(6) ? 0 : dice.between(1, 9);
  for (int i = 0; i < count; ++i) {
    const Slot slot{pool.name, dice.between(1, 12)};
    const auto& size = pool.ladder[static_cast<std::size_t>(dice.between(0, 4))];
    auto machine = a_machine(slot, size.value);
    if (dice.one_in(8)) machine.status = MachineStatus::starting;
    if (dice.one_in(8)) machine.created_at = scene.now - Duration(60s) * dice.between(0, 5);
    scene.world.actual.machines.insert_or_assign(slot, machine);
    if (dice.one_in(3)) scene.volume(to_string(VolumeSlot{slot, 1}), dice.between(1, 300));
    if (dice.one_in(9)) scene.volume(to_string(VolumeSlot{slot, 2}), dice.between(1, 300));
  }
  if (dice.one_in(3)) scene.balancer(to_string(BalancerSlot{pool.name, 1}));
  if (dice.one_in(12)) scene.volume(to_string(VolumeSlot{{pool.name, 14}, 1}), 20);
}

void add_readings(Scene& scene, Dice& dice, const std::string& subject) {
  const int silent = dice.one_in(5) ? dice.between(0, 20) : 0;
  for (const auto metric : {Metric::cpu, Metric::memory, Metric::disk, Metric::agents}) {
    if (dice.one_in(4)) continue;
    const bool steady = dice.one_in(2);
    const bool quiet = dice.one_in(2);
    const int level = metric == Metric::agents ? dice.between(0, 15)
                      : quiet                  ? dice.between(1, 15)
                                               : dice.between(60, 99);
    for (int period = 60; period >= silent; --period) {
      const auto ago = Duration(30s) * period;
      if (dice.one_in(15)) {
        scene.failed(subject, metric, ago);
      } else if (!dice.one_in(15)) {
        scene.reading(subject, metric, steady ? level : dice.between(0, 100), ago);
      }
    }
  }
}

void add_policies(Scene& scene, Dice& dice) {
  auto idle = idle_rule();
  if (dice.one_in(2)) idle.scope = Scope::machine;
  scene.world.policies.push_back(a_policy("idle", {idle}));
  std::vector<Policy> kept;
  for (auto& policy : scene.world.policies) {
    if (dice.one_in(4)) continue;
    policy.max_add = dice.between(0, 6);
    policy.max_remove = dice.between(0, 2);
    policy.stabilise_down = Duration(60s) * dice.between(0, 10);
    policy.cooldown_up = Duration(60s) * dice.between(0, 2);
    if (dice.one_in(5)) policy.on_missing = OnMissing::hold;
    kept.push_back(policy);
  }
  scene.world.policies = std::move(kept);
}

/// Targets, forecasts and policies about unused volumes, with what was learnt: in half of all scenes.
void add_learning_policies(Scene& scene, std::uint64_t seed) {
  Dice dice(seed * 7919 + 13);
  if (dice.one_in(2)) return;
  const auto add = [&](const char* name, decltype(Policy::rule) rule) {
    Policy policy;
    policy.name = PolicyName(name);
    policy.pools = {".*"};
    policy.rule = std::move(rule);
    policy.max_add = dice.between(0, 6);
    policy.max_remove = dice.between(0, 3);
    policy.stabilise_down = Duration(60s) * dice.between(0, 10);
    scene.world.policies.push_back(std::move(policy));
  };
  const SourceMark place{"policies/learnt.yaml", 1, 1};
  Target target;
  target.at = place;
  target.loads.push_back(TargetLoad{});
  if (dice.one_in(3)) target.loads.push_back({Metric::memory, Measure::whole(60), Measure::whole(85), {}});
  if (dice.one_in(6)) target.loads.push_back({Metric::agents, Measure::whole(4), Measure::whole(9), {}});
  add("band", target);
  Forecast forecast;
  forecast.at = place;
  forecast.active = dice.one_in(2);
  forecast.min_history = 1h;
  add("ahead", forecast);
  Unused unused;
  unused.at = place;
  unused.volumes_after = Duration(24h);
  add("tidy", unused);
  scene.world.learned_state.emplace();
  for (const auto& pool : scene.world.fleet.pools) {
    auto& memory = scene.world.learned_state->loads[{pool.name, Metric::cpu}];
    for (int minute = -600; minute < 0; minute += 5) {
      forecast::take(memory, scene.now + Duration(1min) * minute, dice.between(1, 4) * 200'000);
    }
  }
  for (const auto& [slot, volume] : scene.world.actual.volumes) {
    if (!volume.attached_to)
      scene.world.learned_state->unused_since[volume.id] = scene.now - Duration(1h) * dice.between(0, 48);
  }
}

}  // namespace

std::uint64_t Dice::next() {
  state_ += 0x9e3779b97f4a7c15ULL;
  auto z = state_;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

int Dice::between(int low, int high) {
  return low + static_cast<int>(next() % static_cast<std::uint64_t>(high - low + 1));
}

Scene a_random_scene(std::uint64_t seed) {
  Dice dice(seed);
  Scene scene;
  scene.world.fleet.pools.clear();
  const int pools = dice.between(1, 3);
  for (int i = 0; i < pools; ++i) {
    auto pool = a_pool(std::string("pool-") + static_cast<char>('a' + i));
    pool.min = dice.between(0, 3);
    pool.max = pool.min + dice.between(1, 9);
    pool.vertical = !dice.one_in(4);
    pool.max_disrupted = dice.between(1, 3);
    if (dice.one_in(3)) pool.volumes = {{dice.between(1, 60), "ext4"}};
    if (dice.one_in(4)) pool.balancer.reset();
    scene.world.fleet.pools.push_back(pool);
  }
  add_policies(scene, dice);
  for (const auto& pool : scene.world.fleet.pools) {
    add_machines(scene, dice, pool);
    if (dice.one_in(2)) scene.reading(pool.name.value, Metric::agents, dice.between(0, 120));
  }
  for (const auto& [slot, machine] : scene.world.actual.machines) {
    if (!dice.one_in(6)) add_readings(scene, dice, to_string(slot));
    if (dice.one_in(10))
      scene.recent(RecentChange::Kind::resize_machine, to_string(slot), Duration(60s) * dice.between(0, 30));
  }
  scene.world.fleet.budget.monthly_cap.reset();
  if (!dice.one_in(3)) scene.world.fleet.budget.monthly_cap = Money::dollars(dice.between(10, 900));
  if (dice.one_in(4)) scene.world.actual.limits.machines = dice.between(0, 30);
  if (dice.one_in(4)) scene.world.actual.limits.volumes = dice.between(0, 30);
  add_learning_policies(scene, seed);
  return scene;
}

}  // namespace muster::test
