#include "tests/bench/world_of_size.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/fleet/resource/naming.hpp"

namespace muster::bench {
namespace {

constexpr int kPoolSize = 1000;
const Region kRegion("nyc3");

PriceList prices() {
  PriceList list;
  list.dated = "2026-11-23";
  const auto offer = [&](const char* name, int vcpus, int memory, int disk, int dollars) {
    const auto monthly = Money::dollars(dollars);
    list.sizes.push_back(
        {SizeName(name), vcpus, memory, disk, {hourly_of_month(monthly), monthly}, {kRegion}, true});
  };
  offer("s-1vcpu-2gb", 1, 2048, 50, 12);
  offer("s-2vcpu-4gb", 2, 4096, 80, 24);
  offer("s-4vcpu-8gb", 4, 8192, 160, 48);
  list.volume_gib_month = Money::cents(10);
  list.load_balancer_month = Money::dollars(12);
  list.snapshot_gib_month = Money::cents(6);
  return list;
}

Pool pool_of(const PoolName& name) {
  Pool pool;
  pool.name = name;
  pool.ladder = {SizeName("s-1vcpu-2gb"), SizeName("s-2vcpu-4gb"), SizeName("s-4vcpu-8gb")};
  pool.image = "debian-12-x64";
  pool.min = 1;
  pool.max = 2 * kPoolSize;
  pool.max_disrupted = kPoolSize;  // So that the plan grows with the fleet and its cost can be seen.
  return pool;
}

ThresholdRule rule(const char* name, Metric metric, int limit, Duration lasting, Remedy remedy) {
  ThresholdRule r;
  r.name = name;
  r.metric = metric;
  r.limit = Measure::whole(limit);
  r.lasting = lasting;
  r.remedy = remedy;
  r.volume_gib = remedy == Remedy::add_volume ? 50 : 0;
  r.at = {"policies/overload.yaml", 10, 5};
  return r;
}

std::vector<Policy> policies() {
  Policy overload;
  overload.name = PolicyName("overload");
  overload.pools = {"pool-.*"};
  overload.rule = Threshold{{rule("cpu-hot", Metric::cpu, 80, 5min, Remedy::scale_up),
                             rule("memory-full", Metric::memory, 85, 5min, Remedy::scale_up),
                             rule("disk-full", Metric::disk, 90, Duration(0), Remedy::add_volume)}};
  overload.at = {"policies/overload.yaml", 1, 1};
  Policy tiers;
  tiers.name = PolicyName("tiers");
  tiers.pools = {"pool-.*"};
  tiers.rule = Tiers{{{20000, 1, SizeName("s-1vcpu-2gb"), {}, 0, {"policies/tiers.yaml", 8, 5}}}};
  tiers.at = {"policies/tiers.yaml", 1, 1};
  return {overload, tiers};
}

void add_readings(ReadingSet& readings, const Slot& slot, bool hot) {
  for (int back = 11; back >= 0; --back) {
    const auto at = bench_now() - back * 30s;
    const auto wave = (slot.number * 7 + back * 3) % 20;
    readings.add({at, slot, Metric::cpu, Measure::whole(hot ? 85 + back % 5 : 55 + wave), Quality::ok});
    readings.add({at, slot, Metric::memory, Measure::whole(50 + wave), Quality::ok});
    readings.add({at, slot, Metric::disk, Measure::whole(30 + wave), Quality::ok});
    readings.add({at, slot, Metric::agents, Measure::whole(6), Quality::ok});
  }
}

Machine machine_of(const FleetName& fleet, const Slot& slot, int serial) {
  Machine machine;
  machine.id = MachineId(std::to_string(400'000'000 + serial));
  machine.name = machine_name(fleet, slot);
  machine.slot = slot;
  machine.size = SizeName("s-1vcpu-2gb");
  machine.disk_gib = 50;
  machine.region = kRegion;
  machine.image = "debian-12-x64";
  machine.status = MachineStatus::running;
  machine.created_at = bench_now() - 48h;
  machine.tags = {fleet_tag(fleet), pool_tag(fleet, slot.pool), slot_tag(slot)};
  std::sort(machine.tags.begin(), machine.tags.end());
  return machine;
}

}  // namespace

Instant bench_now() {
  return Instant(std::chrono::sys_days(std::chrono::year{2026} / 11 / 23)) + 20h;
}

World world_of_size(int machines, int hot_every) {
  World world;
  auto& fleet = world.fleet;
  fleet.name = FleetName("bench");
  fleet.provider = "digitalocean";
  fleet.regions = {kRegion};
  fleet.at = {"fleet.yaml", 1, 1};
  fleet.approval.auto_below_month = Money::dollars(50);
  world.policies = policies();
  world.prices = prices();
  world.actual.fleet = fleet.name;
  world.actual.seen_at = bench_now();
  for (int i = 0; i < machines; ++i) {
    if (i % kPoolSize == 0) fleet.pools.push_back(pool_of(PoolName(fmt::format("pool-{}", i / kPoolSize))));
    const Slot slot{fleet.pools.back().name, i % kPoolSize + 1};
    world.actual.machines.emplace(slot, machine_of(fleet.name, slot, i));
    add_readings(world.readings, slot, hot_every > 0 && i % hot_every == 0);
  }
  return world;
}

}  // namespace muster::bench
