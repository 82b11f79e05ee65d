#include "tests/support/plans.hpp"

#include <algorithm>
#include <random>

#include "reconciler/core/decide/make_desired_state.hpp"
#include "reconciler/core/fleet/resource/naming.hpp"
#include "reconciler/core/plan/change/digest_effect.hpp"
#include "reconciler/core/plan/change/plan_digest.hpp"
#include "reconciler/core/plan/make_plan.hpp"

namespace muster::test {
namespace {

class PlanDice {
 public:
  explicit PlanDice(std::uint32_t seed) : engine_(seed) {}
  int up_to(int most) { return static_cast<int>(engine_() % static_cast<std::uint32_t>(most + 1)); }
  bool one_in(int n) { return up_to(n - 1) == 0; }

 private:
  std::mt19937 engine_;
};

const char* a_size(PlanDice& dice) {
  static const char* const kSizes[] = {"s-1vcpu-2gb", "s-2vcpu-2gb", "s-2vcpu-4gb", "s-4vcpu-8gb"};
  return kSizes[dice.up_to(3)];
}

Region a_region(PlanDice& dice) {
  return Region(dice.one_in(6) ? "fra1" : "nyc3");
}

MachineSpec a_spec(const Pool& pool, const std::string& size, const Region& region) {
  return {SizeName(size), region, pool.image, pool.ssh_keys, pool.tags, pool.user_data, ""};
}

void add_actual_volume(Scene& scene, PlanDice& dice, const VolumeSlot& slot) {
  Volume volume;
  volume.slot = slot;
  volume.id = VolumeId("v-" + to_string(slot));
  volume.name = volume_name(scene.world.fleet.name, slot);
  volume.size_gib = 50 * (1 + dice.up_to(2));
  volume.region = a_region(dice);
  const auto machine = scene.world.actual.machines.find(slot.machine);
  if (machine != scene.world.actual.machines.end() && !dice.one_in(4)) {
    volume.region = machine->second.region;
    volume.attached_to = machine->second.id;
  } else if (!scene.world.actual.machines.empty() && dice.one_in(2)) {
    const auto& other = scene.world.actual.machines.begin()->second;
    volume.region = other.region;
    volume.attached_to = other.id;
  }
  if (volume.attached_to) {
    for (auto& [at, holder] : scene.world.actual.machines) {
      if (holder.id == *volume.attached_to) holder.volumes.push_back(volume.id);
    }
  }
  scene.world.actual.volumes[slot] = volume;
}

void fill_actual(Scene& scene, PlanDice& dice, int machines) {
  auto& actual = scene.world.actual;
  if (dice.one_in(2)) actual.network.reset();
  for (const char* pool : {"worker", "web", "gone"}) {
    for (int n = 1; n <= machines; ++n) {
      const Slot slot{PoolName(pool), n};
      if (dice.one_in(3)) continue;
      auto machine = a_machine(slot, a_size(dice));
      machine.id = MachineId("m-" + to_string(slot));
      machine.region = a_region(dice);
      machine.disk_gib = scene.world.prices.find(machine.size)->disk_gib;
      if (dice.one_in(5)) machine.tags.pop_back();
      if (n % 5 == 0) machine.status = MachineStatus::off;
      actual.machines[slot] = machine;
      for (int k = 1; k <= 2; ++k) {
        if (dice.one_in(3)) add_actual_volume(scene, dice, {slot, k});
      }
    }
    if (dice.one_in(2)) {
      const BalancerSlot slot{PoolName(pool), 1};
      LoadBalancer balancer{
          LoadBalancerId("b-" + to_string(slot)), "", slot, Region("nyc3"), "", true, {}, {}, {}};
      balancer.forwarding.push_back({"http", dice.one_in(2) ? 80 : 8080, "http", 80});
      for (const auto& [at, machine] : actual.machines) {
        if (at.pool == slot.pool && dice.one_in(2)) balancer.members.push_back(machine.id);
      }
      std::sort(balancer.members.begin(), balancer.members.end());
      actual.balancers[slot] = balancer;
    }
    if (dice.one_in(2)) {
      actual.firewalls[PoolName(pool)] = {FirewallId(std::string("f-") + pool), "", PoolName(pool), {}};
    }
  }
}

DesiredState a_desire(const Scene& scene, PlanDice& dice, int machines) {
  DesiredState desired;
  desired.fleet = scene.world.fleet.name;
  if (dice.one_in(3)) desired.network = NetworkSpec{"fpai", Region("nyc3"), "10.1.0.0/20"};
  for (const auto& pool : scene.world.fleet.pools) {
    for (int n = 1; n <= machines; ++n) {
      const Slot slot{pool.name, n};
      if (dice.one_in(3)) continue;
      desired.machines[slot] = a_spec(pool, a_size(dice), a_region(dice));
      for (int k = 1; k <= 2; ++k) {
        if (dice.one_in(3))
          desired.volumes[{slot, k}] = {50 * (1 + dice.up_to(3)), desired.machines[slot].region};
      }
    }
    if (dice.one_in(2)) desired.balancers[{pool.name, 1}] = {Region("nyc3"), {Forwarding{}}, {}, ""};
    if (dice.one_in(2)) desired.firewalls[pool.name] = pool.firewall;
  }
  return desired;
}

Cause a_cause() {
  Evidence evidence;
  evidence.subject = Slot{PoolName("worker"), 1};
  evidence.value = Measure::milli(85'300);
  evidence.limit = Measure::whole(80);
  evidence.normal = Measure::milli(40'004);
  evidence.window = 5min;
  evidence.held = 6min;
  evidence.samples = 12;
  evidence.expected = 12;
  evidence.newest = noon();
  return {PolicyName("overload"),
          "cpu-hot",
          {"policies/overload.yaml", 9, 7},
          "quotes \" and \\, a tab \t, a line\nbreak, \x01, caf\xc3\xa9 \xf0\x9f\x90\x98",
          {evidence, evidence}};
}

Decision a_decision() {
  const Slot slot{PoolName("worker"), 1};
  Decision decision;
  decision.pool = slot.pool;
  decision.direction = Direction::up;
  decision.from.machines = {{1, SizeName("s-1vcpu-2gb")}, {2, SizeName("s-1vcpu-2gb")}, {4, SizeName("x")}};
  decision.from.volumes_gib = {{{1, 1}, 50}, {{2, 1}, 50}, {{2, 2}, 60}};
  decision.from.balancers = 1;
  decision.to = decision.from;
  decision.to.machines[1] = SizeName("s-2vcpu-2gb");
  decision.to.discarded = {{{3, 1}, Discard{true}}, {{3, 2}, Discard{false}}};
  decision.uncapped = decision.to;
  decision.uncapped.balancers = 7;
  decision.because[slot] = {a_cause()};
  decision.because[VolumeSlot{slot, 2}] = {a_cause(), a_cause()};
  decision.because[BalancerSlot{slot.pool, 1}] = {};
  decision.recommendations = {{a_cause(), Direction::up, decision.to},
                              {Cause{}, Direction::hold, decision.from}};
  for (int kind = 0; kind <= static_cast<int>(Clamp::Kind::flapping); ++kind) {
    decision.clamps.push_back({static_cast<Clamp::Kind>(kind), "5 wanted, 4 allowed"});
  }
  decision.rejected = {{"resize worker/1 to s-2vcpu-4gb", Money::micros(-12'345'678), "same 2 vCPU"},
                       {"nothing", std::nullopt, ""}};
  decision.notes = {"no baseline yet", ""};
  return decision;
}

std::vector<Effect> every_effect() {
  const Slot slot{PoolName("worker"), 1};
  const Slot other{PoolName("worker"), 2};
  const VolumeSlot volume{slot, 1};
  const BalancerSlot balancer{slot.pool, 1};
  const auto spec = a_spec(a_pool(), "s-1vcpu-2gb", Region("nyc3"));
  auto far = spec;
  far.region = Region("fra1");
  far.user_data = "#cloud-config\nruncmd: [\"echo \\\"hi\\\"\"]\n";
  const BalancerSpec front{
      Region("nyc3"), {{"http", 80, "tcp", 8080}, {"udp", 53, "udp", 53}}, {"tcp", 8080, ""}, "n"};
  const std::vector<FirewallRule> rules = {{"tcp", "22", {"0.0.0.0/0"}}, {"udp", "all", {}}};
  return {CreateNetwork{{"fpai", Region("nyc3"), ""}},
          CreateFirewall{PoolName("a"), rules},
          UpdateFirewall{PoolName("b"), FirewallId("f"), {}, rules},
          DestroyFirewall{PoolName("c"), FirewallId("f")},
          CreateMachine{slot, spec},
          ResizeMachine{other, MachineId("2"), SizeName("x"), SizeName("y")},
          ReplaceMachine{{slot.pool, 3}, MachineId("3"), spec, far, "it cannot move"},
          DestroyMachine{{slot.pool, 4}, MachineId("4"), SizeName("x"), Region("nyc3")},
          TagMachine{slot, MachineId("1"), {"a", "b"}},
          CreateVolume{volume, {50, Region("nyc3"), "xfs"}},
          AttachVolume{volume, std::nullopt},
          AttachVolume{{slot, 2}, VolumeId("v2")},
          DetachVolume{{slot, 2}, VolumeId("v2"), MachineId("9")},
          GrowVolume{{slot, 2}, VolumeId("v2"), 50, 100},
          DestroyVolume{{slot, 3}, VolumeId("v3"), 70},
          DestroyVolume{{slot, 9}, VolumeId("v9"), 80, true},
          CreateBalancer{balancer, front},
          UpdateBalancer{{slot.pool, 2}, LoadBalancerId("b2"), front, BalancerSpec{}},
          DestroyBalancer{{slot.pool, 3}, LoadBalancerId("b3")},
          JoinBalancer{balancer, slot},
          LeaveBalancer{balancer, LoadBalancerId("b1"), other, MachineId("2")},
          StartMachine{{slot.pool, 5}, MachineId("5")},
          AdoptMachine{{slot.pool, 6}, MachineId("6"), SizeName("x"), Region("nyc3"), {"a", "b"}},
          ReleaseMachine{{slot.pool, 7}, MachineId("7"), SizeName("x"), Region("nyc3"), {"a"}},
          AdoptVolume{{slot, 4}, VolumeId("v4"), 50, Region("nyc3"), {"a"}},
          ReleaseVolume{{slot, 5}, VolumeId("v5"), 50, {"a", "b"}}};
}

std::vector<Drift> some_drift() {
  using Answer = DriftAction;
  return {{"firewall.worker", Action::destroy, {{"id", "f", std::nullopt, Answer::puts_back, "made anew"}}},
          {"machine.stray:4711",
           Action::create,
           {{"id", std::nullopt, "4711", Answer::needs_person, "fills no slot"},
            {"size", std::nullopt, "x", Answer::needs_person, "fills no slot"}}},
          {"machine.worker/2",
           Action::update,
           {{"size", "x", "y", Answer::changes, "resized to \"z\""},
            {"name", "fpai-worker-2", "a|b`c", Answer::keeps, "muster does not compare names"},
            {"tags.blue", std::nullopt, "set", Answer::keeps, "yours"},
            {"tags.red", "set", std::nullopt, Answer::puts_back, "restored"}}}};
}

}  // namespace

Plan plan_of(const Scene& scene) {
  const auto decisions = scene.decide();
  const auto desired =
      make_desired_state(scene.world.fleet, scene.world.actual, scene.world.prices, decisions);
  return make_plan(scene.inputs(), desired, decisions, scene.now);
}

Plan plan_of(const Scene& scene, const DesiredState& desired) {
  return make_plan(scene.inputs(), desired, {}, scene.now);
}

DesiredState as_desired(const Scene& scene) {
  const auto& world = scene.world;
  DesiredState desired;
  desired.fleet = world.fleet.name;
  for (const auto& [slot, machine] : world.actual.machines) {
    desired.machines[slot] = a_spec(a_pool(slot.pool.value), machine.size.value, machine.region);
  }
  for (const auto& [slot, volume] : world.actual.volumes) {
    desired.volumes[slot] = {volume.size_gib, volume.region, "ext4"};
  }
  for (const auto& [slot, balancer] : world.actual.balancers) {
    desired.balancers[slot] = {balancer.region, balancer.forwarding, balancer.health, ""};
  }
  for (const auto& [pool, firewall] : world.actual.firewalls) desired.firewalls[pool] = firewall.inbound;
  return desired;
}

Turmoil a_turmoil(std::uint32_t seed, int machines) {
  PlanDice dice(seed);
  Turmoil turmoil;
  auto& fleet = turmoil.scene.world.fleet;
  fleet.pools = {a_pool("worker"), a_pool("web")};
  for (auto& pool : fleet.pools) {
    pool.max = 1000;
    pool.max_disrupted = 1 + dice.up_to(2);
  }
  fill_actual(turmoil.scene, dice, machines);
  turmoil.desired = a_desire(turmoil.scene, dice, machines);
  return turmoil;
}

Plan a_plan_of_everything() {
  Plan plan;
  plan.fleet = FleetName("fpai");
  plan.inputs = {digest_of("d"), digest_of("r"), digest_of("p"), "2026-11-23", digest_of("a"), 3};
  ChangeId previous;
  for (auto& effect : every_effect()) {
    Change change;
    change.address = std::string(type_of(effect)) + "." + name_of(effect);
    change.action = action_of(effect);
    change.effect = std::move(effect);
    change.because = {a_cause()};
    change.cost_before = {Money::micros(1), Money::dollars(12)};
    change.cost_after = {Money::micros(-35'710), Money::cents(1'250)};
    change.estimated_time = 90'001ms;
    change.downtime = 250ms;
    change.fingerprint = digest_of(change.address);
    change.id = change_id(plan.fleet, change);
    if (!previous.empty()) change.after = {previous};
    previous = change.id;
    plan.changes.push_back(std::move(change));
  }
  plan.cost = {{Money::micros(35'710), Money::dollars(24)}, {Money::micros(17), Money::micros(-1)}};
  plan.verdict = {Permission::needs_approval, {"it costs \"too much\"", "two"}};
  plan.decisions = {a_decision()};
  plan.warnings = {"a stray bills $12.00 a month"};
  plan.drift = some_drift();
  plan.last_applied_at = noon() - 26h;
  plan.complete = false;
  plan.made_at = noon() + 1ms;
  plan.valid_until = noon() + 15min;
  plan.commit = "0123abc";
  plan.id = plan_digest(plan);
  return plan;
}

}  // namespace muster::test
