#include "tests/support/builders.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace muster::test {
namespace {

SizeOffer an_offer(const char* name, int vcpus, int memory_mib, int disk_gib, int dollars) {
  const auto monthly = Money::dollars(dollars);
  return {SizeName(name),
          vcpus,
          memory_mib,
          disk_gib,
          {hourly_of_month(monthly), monthly},
          {Region("fra1"), Region("nyc3")},
          true};
}

TierStep a_step(int up_to, int machines, const char* size, std::vector<int> volumes, int balancers) {
  return {up_to, machines, SizeName(size), std::move(volumes), balancers, {"policies/tiers.yaml", up_to, 5}};
}

ThresholdRule a_rule(const char* name, Metric metric, int limit, Remedy remedy, Duration lasting) {
  ThresholdRule rule;
  rule.name = name;
  rule.metric = metric;
  rule.limit = Measure::whole(limit);
  rule.remedy = remedy;
  rule.lasting = lasting;
  rule.at = {"policies/rules.yaml", 7, 5};
  return rule;
}

template <class T>
T must(Result<T> result) {
  if (!result) throw std::invalid_argument(result.error().what);
  return *std::move(result);
}

}  // namespace

Instant noon() {
  return must(parse_instant("2026-11-23T20:00:00Z"));
}

Measure measure(double value) {
  return Measure::milli(std::llround(value * 1000));
}

PriceList a_price_list() {
  PriceList prices;
  prices.dated = "2026-11-23";
  prices.sizes = {an_offer("s-1vcpu-2gb", 1, 2048, 50, 12), an_offer("s-2vcpu-2gb", 2, 2048, 60, 18),
                  an_offer("s-2vcpu-4gb", 2, 4096, 80, 24), an_offer("s-4vcpu-8gb", 4, 8192, 160, 48),
                  an_offer("s-8vcpu-16gb", 8, 16384, 320, 96)};
  prices.volume_gib_month = Money::cents(10);
  prices.load_balancer_month = Money::dollars(12);
  prices.snapshot_gib_month = Money::cents(6);
  return prices;
}

Pool a_pool(const std::string& name) {
  Pool pool;
  pool.name = PoolName(name);
  for (const auto& offer : a_price_list().sizes) pool.ladder.push_back(offer.name);
  pool.image = "ubuntu-22-04-x64";
  pool.ssh_keys = {"aa:bb"};
  pool.max = 12;
  pool.balancer = BalancerRule{2, {Forwarding{}}, HealthCheck{}};
  pool.firewall = {{"tcp", "22", {"203.0.113.0/24"}}, {"tcp", "80", {"balancer"}}};
  pool.at = {"fleet.yaml", 9, 5};
  return pool;
}

Fleet a_fleet() {
  Fleet fleet;
  fleet.name = FleetName("fpai");
  fleet.provider = "digitalocean";
  fleet.regions = {Region("nyc3"), Region("fra1")};
  fleet.pools = {a_pool()};
  fleet.network = NetworkSpec{"fpai", Region("nyc3"), "10.20.0.0/16"};
  fleet.budget.monthly_cap = Money::dollars(600);
  fleet.at = {"fleet.yaml", 1, 1};
  fleet.content = digest_of("fleet");
  return fleet;
}

Policy a_policy(const std::string& name, std::vector<ThresholdRule> rules) {
  Policy policy;
  policy.name = PolicyName(name);
  policy.pools = {".*"};
  policy.rule = Threshold{std::move(rules)};
  policy.at = {"policies/" + name + ".yaml", 1, 1};
  return policy;
}

ThresholdRule cpu_rule() {
  return a_rule("cpu-hot", Metric::cpu, 80, Remedy::scale_up, 5min);
}
ThresholdRule memory_rule() {
  return a_rule("memory-full", Metric::memory, 85, Remedy::scale_up, 5min);
}
ThresholdRule response_time_rule() {
  auto rule = a_rule("slow", Metric::response_time, 2, Remedy::scale_up, 5min);
  rule.times_normal = true;
  return rule;
}
ThresholdRule disk_rule() {
  auto rule = a_rule("disk-full", Metric::disk, 90, Remedy::add_volume, Duration(0));
  rule.volume_gib = 50;
  return rule;
}
ThresholdRule agents_rule() {
  return a_rule("crowded", Metric::agents, 10, Remedy::add_machine, Duration(0));
}
ThresholdRule idle_rule() {
  auto rule = a_rule("idle", Metric::cpu, 20, Remedy::scale_down, 5min);
  rule.comparison = Comparison::below;
  rule.scope = Scope::pool;
  return rule;
}

Policy the_tiers() {
  Policy policy = a_policy("tiers", {});
  policy.rule = Tiers{{a_step(4, 1, "s-1vcpu-2gb", {50}, 0), a_step(10, 1, "s-2vcpu-2gb", {50}, 0),
                       a_step(25, 2, "s-2vcpu-4gb", {100}, 1), a_step(50, 4, "s-2vcpu-4gb", {100, 100}, 1),
                       a_step(100, 8, "s-4vcpu-8gb", {200, 200, 200, 200}, 2)},
                      TierRole::floor};
  return policy;
}

std::vector<Policy> the_policies() {
  return {a_policy("cpu", {cpu_rule()}),
          a_policy("memory", {memory_rule()}),
          a_policy("response-time", {response_time_rule()}),
          a_policy("disk", {disk_rule()}),
          a_policy("agents", {agents_rule()}),
          the_tiers()};
}

Machine a_machine(const Slot& slot, const std::string& size) {
  Machine machine;
  machine.id = MachineId(std::to_string(1000 + slot.number));
  machine.slot = slot;
  machine.name = "fpai-" + slot.pool.value + "-" + std::to_string(slot.number);
  machine.size = SizeName(size);
  machine.region = Region("nyc3");
  machine.image = "ubuntu-22-04-x64";
  machine.status = MachineStatus::running;
  machine.created_at = noon() - Duration(24h * 30);
  machine.tags = {"muster-fleet:fpai", "muster-pool:fpai:" + slot.pool.value,
                  fmt::format("muster-slot:{}:{}", slot.pool.value, slot.number)};
  return machine;
}

Scene::Scene() {
  world.fleet = a_fleet();
  world.policies = the_policies();
  world.prices = a_price_list();
  world.actual.fleet = world.fleet.name;
  world.actual.seen_at = now;
  world.actual.network = Network{NetworkId("net-1"), "fpai", Region("nyc3"), "10.20.0.0/16"};
}

Policy& Scene::policy(const std::string& name) {
  const auto found = std::find_if(world.policies.begin(), world.policies.end(),
                                  [&](const Policy& p) { return p.name.value == name; });
  if (found == world.policies.end()) throw std::invalid_argument("no policy " + name);
  return *found;
}

Scene& Scene::machines(int count, const std::string& size, const std::string& pool) {
  for (int number = 1; number <= count; ++number) {
    const Slot slot{PoolName(pool), number};
    world.actual.machines.insert_or_assign(slot, a_machine(slot, size));
  }
  return *this;
}

Scene& Scene::volume(const std::string& text, int gib) {
  const auto slot = must(parse_volume_slot(text));
  Volume volume;
  volume.id = VolumeId("vol-" + text);
  volume.slot = slot;
  volume.size_gib = gib;
  volume.region = Region("nyc3");
  const auto machine = world.actual.machines.find(slot.machine);
  if (machine != world.actual.machines.end()) {
    volume.attached_to = machine->second.id;
    machine->second.volumes.push_back(volume.id);
  }
  world.actual.volumes.insert_or_assign(slot, std::move(volume));
  return *this;
}

Scene& Scene::agents_of_one_kind(bool spread) {
  AgentClass agents;
  agents.name = "standard";
  agents.pool = PoolName("worker");
  agents.spread = spread;
  world.fleet.agents = {agents};
  return *this;
}

Scene& Scene::balancer(const std::string& text) {
  const auto slot = must(parse_balancer_slot(text));
  LoadBalancer balancer;
  balancer.id = LoadBalancerId("lb-" + text);
  balancer.slot = slot;
  balancer.region = Region("nyc3");
  balancer.active = true;
  balancer.forwarding = {Forwarding{}};
  for (const auto& [machine_slot, machine] : world.actual.machines) {
    if (machine_slot.pool == slot.pool) balancer.members.push_back(machine.id);
  }
  world.actual.balancers.insert_or_assign(slot, std::move(balancer));
  return *this;
}

Scene& Scene::only(std::vector<Policy> policies) {
  world.policies = std::move(policies);
  return *this;
}

Scene& Scene::steady(const std::string& subject, Metric metric, double value, Duration length,
                     Duration until_ago) {
  for (auto ago = length; ago >= until_ago; ago -= world.fleet.sample_every)
    reading(subject, metric, value, ago);
  return *this;
}

Scene& Scene::reading(const std::string& subject, Metric metric, double value, Duration ago) {
  world.readings.add({now - ago, must(parse_subject(subject)), metric, measure(value), Quality::ok});
  return *this;
}

Scene& Scene::failed(const std::string& subject, Metric metric, Duration ago) {
  world.readings.add({now - ago, must(parse_subject(subject)), metric, Measure(), Quality::error});
  return *this;
}

Scene& Scene::recent(RecentChange::Kind kind, const std::string& text, Duration ago, Direction direction) {
  const auto slot = must(parse_slot(text));
  world.recent.push_back({slot.pool, slot, kind, direction, now - ago, now - ago, Money()});
  return *this;
}

DecisionInputs Scene::inputs() const {
  return decision_inputs_of(world);
}

}  // namespace muster::test
