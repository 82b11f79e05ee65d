#include "reconciler/core/simulate/backtest/declared/declared_policies.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "reconciler/core/decide/learn.hpp"

namespace muster::backtest {
namespace {

constexpr Duration kTick = std::chrono::seconds(kTickSeconds);
constexpr Duration kResizeTakes = 90s;
/// The replay begins on a Monday at midnight; schedules count from there.
constexpr Instant kBegin{std::chrono::hours(24) * 20'454};
constexpr int kForgetEvery = 120;       // Ticks.
constexpr Duration kReadingsKept = 2h;  // Without a rule that uses the normal value.
constexpr Duration kReadingsKeptForNormal = 26h;
constexpr Duration kChangesKept = 26h;
constexpr double kGibAMachine = 0.25;
constexpr double kGibAVcpu = 1.75;

int simulated_size(const SizeName& size) {
  const auto& ladder = simulated_ladder();
  for (std::size_t i = 0; i < ladder.size(); ++i) {
    if (size.value == ladder[i].name) return static_cast<int>(i);
  }
  return -1;
}

Measure measure_of(double value) {
  return Measure::milli(std::llround(value * 1000));
}

bool speaks_of_normal(const std::vector<Policy>& policies) {
  return std::any_of(policies.begin(), policies.end(), [](const Policy& policy) {
    const auto* threshold = std::get_if<Threshold>(&policy.rule);
    return threshold && std::any_of(threshold->rules.begin(), threshold->rules.end(),
                                    [](const ThresholdRule& rule) { return rule.times_normal; });
  });
}

class DeclaredPolicies : public Scaler {
 public:
  DeclaredPolicies(World world, const PoolName& name, SignalKind signal)
      : world_(std::move(world)), signal_(signal), learns_(uses_learned_state(world_.policies)) {
    keep_only(name);
    world_.actual = {};
    world_.actual.fleet = world_.fleet.name;
    world_.readings = {};
    world_.recent.clear();
    if (learns_) world_.learned_state.emplace();
    kept_ = speaks_of_normal(world_.policies) ? kReadingsKeptForNormal : kReadingsKept;
  }

  void start(SimulatedFleet& fleet, const Demand&) override {
    for (int number = 1; number <= std::max(1, pool().min); ++number) {
      fleet.add_now(simulated_size(pool().ladder.front()));
      enlist(number, pool().ladder.front(), fleet.servers().back(), kBegin - Duration(24h));
    }
    note_serving();
  }

  void decide(const Observation& seen, SimulatedFleet& fleet) override {
    const auto now = kBegin + kTick * std::int64_t{seen.tick};
    look(fleet, now);
    read(seen, now);
    if (learns_)
      world_.learned_state = learn(*std::move(world_.learned_state), decision_inputs_of(world_), now);
    const auto decisions = muster::decide(decision_inputs_of(world_), now);
    execute_plan(decisions.front(), fleet, now);
    note_serving();
    if (seen.tick % kForgetEvery == 0) forget(now);
  }

 private:
  struct Member {
    std::shared_ptr<Server> server;
    int vcpus = 0;
    int memory_mib = 0;
  };

  struct Serving {
    double vcpus = 0;
    double gib = 0;
    int machines = 0;
  };

  const Pool& pool() const { return world_.fleet.pools.front(); }
  /// Keeps only this pool, without the resources that the simulated cloud lacks.
  void keep_only(const PoolName& name) {
    auto pool = *world_.fleet.find_pool(name);
    std::erase_if(pool.ladder, [](const SizeName& size) { return simulated_size(size) < 0; });
    pool.balancer.reset();
    pool.volumes.clear();
    pool.firewall.clear();
    world_.fleet.pools = {std::move(pool)};
    world_.fleet.sample_every = kTick;
    // The load of the model is proportional to the capacity of the machines, unlike spread agents.
    for (auto& agents : world_.fleet.agents) agents.spread = false;
    // A load without agents has no count of them.
    if (signal_ == SignalKind::cpu) world_.fleet.agents.clear();
    // Only the replayed load is read: no declared source can be silent.
    world_.fleet.readings.clear();
    for (auto& policy : world_.policies) look_at_pool(policy);
  }

  /// Each machine of the model is as loaded as the pool.
  static void look_at_pool(Policy& policy) {
    auto* threshold = std::get_if<Threshold>(&policy.rule);
    if (!threshold) return;
    for (auto& rule : threshold->rules)
      if (rule.metric == Metric::cpu || rule.metric == Metric::memory) rule.scope = Scope::pool;
  }

  void enlist(int number, const SizeName& size, const std::shared_ptr<Server>& server, Instant made) {
    const Slot slot{pool().name, number};
    Machine machine;
    machine.id = MachineId(fmt::format("{}-{}", number, made.time_since_epoch().count()));
    machine.slot = slot;
    machine.size = size;
    machine.region = regions_of(world_.fleet, pool()).front();
    machine.created_at = made;
    machine.status = server->ready ? MachineStatus::running : MachineStatus::starting;
    world_.actual.machines.insert_or_assign(slot, std::move(machine));
    const auto* offer = world_.prices.find(size);
    members_[slot] = {server, offer ? offer->vcpus : 1, offer ? offer->memory_mib : 1};
  }

  /// Machines that became ready since the last tick.
  void look(const SimulatedFleet&, Instant now) {
    world_.actual.seen_at = now;
    for (auto& [slot, machine] : world_.actual.machines) {
      const auto& server = *members_.at(slot).server;
      const bool booting = !server.ready && !server.busy;
      machine.status = booting ? MachineStatus::starting : MachineStatus::running;
      machine.busy = server.busy;
    }
  }

  /// Serving capacity of the next tick: its readings are shares of it, even if further machines become ready.
  void note_serving() {
    serving_ = {};
    for (const auto& [slot, member] : members_) {
      if (!member.server->ready) continue;
      serving_.vcpus += member.vcpus;
      serving_.gib += member.memory_mib / 1024.0;
      ++serving_.machines;
    }
  }

  void read(const Observation& seen, Instant now) {
    if (serving_.machines == 0) return;
    const double used = std::min(seen.used, seen.used / std::max(seen.utilisation, 1e-9));
    const double memory = kGibAMachine * serving_.machines + kGibAVcpu * used;
    add(Metric::cpu, std::min(100.0, 100 * used / serving_.vcpus), now);
    add(Metric::memory, std::min(100.0, 100 * memory / serving_.gib), now);
    if (signal_ != SignalKind::cpu) add(Metric::agents, seen.used / kVcpusPerAgent, now);
    if (signal_ == SignalKind::waiting) add(Metric::agents_waiting, seen.waiting / kVcpusPerAgent, now);
  }

  void add(Metric metric, double value, Instant now) {
    world_.readings.add({.at = now,
                         .subject = pool().name,
                         .metric = metric,
                         .value = measure_of(value),
                         .quality = Quality::ok});
  }

  void execute_plan(const Decision& decision, SimulatedFleet& fleet, Instant now) {
    const auto boot = kTick * std::int64_t{fleet.provisioning()};
    for (const auto& [number, size] : decision.from.machines) {
      const Slot slot{pool().name, number};
      const auto after = decision.to.machines.find(number);
      if (after == decision.to.machines.end()) {
        fleet.remove(members_.at(slot).server);
        members_.erase(slot);
        world_.actual.machines.erase(slot);
        note(slot, RecentChange::Kind::destroy_machine, decision.direction, now, now, -monthly(size));
      } else if (after->second != size) {
        auto& member = members_.at(slot);
        if (!member.server->ready || member.server->busy) continue;
        fleet.resize(member.server, simulated_size(after->second));
        const auto server = member.server;
        enlist(number, after->second, server, world_.actual.machines.at(slot).created_at);
        note(slot, RecentChange::Kind::resize_machine, decision.direction, now, now + kResizeTakes,
             monthly(after->second) - monthly(size));
      }
    }
    for (const auto& [number, size] : decision.to.machines) {
      if (decision.from.machines.count(number) > 0) continue;
      fleet.add(simulated_size(size));
      enlist(number, size, fleet.servers().back(), now);
      note(Slot{pool().name, number}, RecentChange::Kind::create_machine, decision.direction, now, now + boot,
           monthly(size));
    }
  }

  Money monthly(const SizeName& size) const { return world_.prices.of_size(size).monthly; }

  void note(const Slot& slot, RecentChange::Kind kind, Direction direction, Instant now, Instant done,
            Money delta) {
    world_.recent.push_back({.pool = slot.pool,
                             .slot = slot,
                             .kind = kind,
                             .direction = direction,
                             .decided_at = now,
                             .finished_at = done,
                             .delta_month = delta});
  }

  /// Drops readings and changes that no rule uses any longer.
  void forget(Instant now) {
    ReadingSet kept;
    for (const auto metric : {Metric::cpu, Metric::memory, Metric::agents, Metric::agents_waiting}) {
      for (const auto& sample : world_.readings.series(pool().name, metric)) {
        if (sample.at > now - kept_)
          kept.add({.at = sample.at,
                    .subject = pool().name,
                    .metric = metric,
                    .value = sample.value,
                    .quality = sample.quality});
      }
    }
    world_.readings = std::move(kept);
    std::erase_if(world_.recent,
                  [&](const RecentChange& change) { return change.decided_at < now - kChangesKept; });
  }

  World world_;
  SignalKind signal_;
  bool learns_;
  Duration kept_{0};
  std::map<Slot, Member> members_;
  Serving serving_;
};

}  // namespace

Result<Done> can_be_simulated(const World& world, const PoolName& pool) {
  const auto* found = world.fleet.find_pool(pool);
  if (!found) return Error{ErrorKind::invalid, fmt::format("there is no pool {}", pool.value)};
  const bool any = std::any_of(found->ladder.begin(), found->ladder.end(),
                               [](const SizeName& size) { return simulated_size(size) >= 0; });
  if (any) return Done{};
  return Error{ErrorKind::invalid, fmt::format("pool {} has no size that the backtest knows", pool.value)};
}

std::unique_ptr<Scaler> declared_policies(World world, const PoolName& pool, SignalKind signal) {
  return std::make_unique<DeclaredPolicies>(std::move(world), pool, signal);
}

}  // namespace muster::backtest
