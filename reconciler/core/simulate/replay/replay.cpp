#include "reconciler/core/simulate/replay/replay.hpp"

#include <algorithm>
#include <deque>

#include "reconciler/core/plan/change/describe_change.hpp"
#include "reconciler/core/plan/cost/cost.hpp"
#include "reconciler/core/propose.hpp"
#include "reconciler/core/simulate/replay/simulate_apply.hpp"

namespace muster {
namespace {

constexpr Duration kCoarse = std::chrono::minutes(5);
constexpr Duration kReadBack = std::chrono::hours(26);

/// The readings of the simulated fleet that an evaluation may use.
class HeldForLooks {
 public:
  explicit HeldForLooks(const ReplayOptions& terms) : terms_(&terms) {}

  void add(const std::vector<Reading>& readings) {
    fine_.insert(fine_.end(), readings.begin(), readings.end());
  }

  ReadingSet at(Instant now) {
    while (!fine_.empty() && fine_.front().at < now - terms_->fine) {
      age(fine_.front());
      fine_.pop_front();
    }
    while (!coarse_.empty() && coarse_.front().at < now - kReadBack) coarse_.pop_front();
    ReadingSet readings;
    for (const auto& reading : coarse_) readings.add(reading);
    for (const auto& reading : fine_) readings.add(reading);
    return readings;
  }

 private:
  /// Of the day only good samples matter, and few of them.
  void age(const Reading& reading) {
    if (reading.quality != Quality::ok || terms_->day.count(reading.metric) == 0) return;
    auto& kept = kept_[{reading.subject, reading.metric}];
    if (reading.at - kept < kCoarse) return;
    kept = reading.at;
    coarse_.push_back(reading);
  }

  const ReplayOptions* terms_;
  std::deque<Reading> fine_;
  std::deque<Reading> coarse_;
  std::map<std::pair<Subject, Metric>, Instant> kept_;
};

std::string first_cause(const Change& change) {
  if (change.because.empty()) return "";
  const auto& cause = change.because.front();
  if (cause.policy.empty() || cause.rule.empty()) return cause.policy.value + cause.rule;
  return cause.policy.value + " / " + cause.rule;
}

class Replayer {
 public:
  Replayer(World world, const std::vector<Reading>& recorded, const RecordedSizes& sizes,
           const ReplayOptions& terms)
      : today_(world.actual),
        world_(std::move(world)),
        sizes_(sizes),
        terms_(terms),
        load_(today_, sizes, world_.prices),
        held_(terms) {
    for (const auto& reading : recorded)
      if (reading.at > terms.from - kReadBack && reading.at <= terms.to) recorded_.push_back(reading);
    std::stable_sort(recorded_.begin(), recorded_.end(),
                     [](const Reading& a, const Reading& b) { return a.at < b.at; });
    world_.readings = {};
    world_.recent.clear();
    world_.missing.clear();
    world_.left.reset();
  }

  ReplayResult run() {
    begin_as_recorded();
    for (auto now = terms_.from; now <= terms_.to; now += terms_.every) {
      read_until(now);
      look(now);
    }
    result_.machines_at_end = machines();
    result_.price_at_end = price();
    return std::move(result_);
  }

 private:
  int machines() const { return static_cast<int>(world_.actual.machines.size()); }
  Price price() const { return cost_of(world_.fleet, world_.actual, {}, world_.prices).now; }

  /// Restores the machines that reported at the beginning. Machines that no longer exist are created again.
  void begin_as_recorded() {
    const CarriedLoad probe = heard_at_start();
    std::map<Slot, Machine> machines;
    for (const auto& pool : world_.fleet.pools) {
      for (const auto& [slot, size] : probe.machines_then(world_.fleet, pool.name, terms_.from)) {
        const auto known = today_.machines.find(slot);
        auto machine = known != today_.machines.end() ? known->second : made_up(pool, slot);
        machine.size = size;
        machine.status = MachineStatus::running;
        machine.busy = false;
        const auto* offer = world_.prices.find(size);
        if (offer) machine.disk_gib = offer->disk_gib;
        machine.created_at = std::min(machine.created_at, terms_.from - kReadBack);
        machines.emplace(slot, std::move(machine));
      }
    }
    world_.actual.machines = std::move(machines);
    world_.actual.strays.clear();
    std::erase_if(world_.actual.volumes,
                  [&](const auto& entry) { return !world_.actual.machines.contains(entry.first.machine); });
    for (auto& [slot, balancer] : world_.actual.balancers) {
      balancer.members.clear();
      for (const auto& [at, machine] : world_.actual.machines)
        if (at.pool == slot.pool) balancer.members.push_back(machine.id);
      std::sort(balancer.members.begin(), balancer.members.end());
    }
  }

  /// The readings before the first evaluation.
  CarriedLoad heard_at_start() const {
    CarriedLoad probe(today_, sizes_, world_.prices);
    std::vector<Reading> before;
    for (const auto& reading : recorded_)
      if (reading.at <= terms_.from) before.push_back(reading);
    (void)probe.readings_of(world_, before, terms_.from);
    return probe;
  }

  Machine made_up(const Pool& pool, const Slot& slot) const {
    World scratch;
    scratch.fleet = world_.fleet;
    scratch.prices = world_.prices;
    MachineSpec spec;
    spec.image = pool.image;
    spec.tags = pool.tags;
    const auto& regions = regions_of(world_.fleet, pool);
    const auto mate = std::find_if(today_.machines.begin(), today_.machines.end(),
                                   [&](const auto& entry) { return entry.first.pool == pool.name; });
    spec.region = mate != today_.machines.end() ? mate->second.region
                  : regions.empty()             ? Region()
                                                : regions.front();
    Proposal one;
    Change change;
    change.effect = CreateMachine{slot, spec};
    one.plan.changes = {change};
    simulate_apply(one, terms_.from, scratch);
    return scratch.actual.machines.at(slot);
  }

  /// Reads period by period, so that each reading is projected onto the fleet of its time.
  void read_until(Instant now) {
    const auto period = std::max<Duration>(world_.fleet.sample_every, 1s);
    while (next_ < recorded_.size() && recorded_[next_].at <= now) {
      const auto until = std::min(now, recorded_[next_].at + period - Duration(1));
      std::vector<Reading> some;
      while (next_ < recorded_.size() && recorded_[next_].at <= until) some.push_back(recorded_[next_++]);
      held_.add(load_.readings_of(world_, some, until));
      if (load_.at_limit() && until > terms_.from) result_.at_limit += period;
    }
  }

  void look(Instant now) {
    world_.readings = held_.at(now);
    world_.actual.seen_at = now;
    std::erase_if(world_.recent,
                  [&](const RecentChange& change) { return change.finished_at < now - terms_.memory; });
    const auto proposal = propose(world_, now);
    ++result_.looks;
    if (!proposal.plan.changes.empty()) weigh(proposal, now);
    if (machines() > result_.most_machines) {
      result_.most_machines = machines();
      result_.most_at = now;
    }
    if (now + terms_.every > terms_.to) return;
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(terms_.every).count();
    result_.spent += Money::micros(price().hourly.in_micros() * seconds / 3600);
  }

  void weigh(const Proposal& proposal, Instant now) {
    const auto& verdict = proposal.plan.verdict;
    if (verdict.permission == Permission::refused) {
      ++result_.refused;
      for (const auto& reason : verdict.reasons) ++result_.refusals[reason];
      return;
    }
    const bool waits = verdict.permission == Permission::needs_approval;
    ++(waits ? result_.needs_approval : result_.allowed);
    for (const auto& change : proposal.plan.changes) {
      const auto words = describe_change(change.effect);
      result_.changes.push_back({now, change.address, change.action, words.sentence(), words.action,
                                 first_cause(change), destroys(change), waits});
    }
    simulate_apply(proposal, now, world_);
  }

  ActualState today_;
  World world_;
  const RecordedSizes& sizes_;
  const ReplayOptions& terms_;
  CarriedLoad load_;
  HeldForLooks held_;
  std::vector<Reading> recorded_;
  std::size_t next_ = 0;
  ReplayResult result_;
};

}  // namespace

int ReplayResult::gone() const {
  return static_cast<int>(
      std::count_if(changes.begin(), changes.end(), [](const auto& c) { return c.goes; }));
}

std::map<std::string, int> ReplayResult::by_kind() const {
  std::map<std::string, int> kinds;
  for (const auto& change : changes) ++kinds[change.kind];
  return kinds;
}

ReplayResult replay(World world, const std::vector<Reading>& recorded, const RecordedSizes& sizes,
                    const ReplayOptions& terms) {
  return Replayer(std::move(world), recorded, sizes, terms).run();
}

}  // namespace muster
