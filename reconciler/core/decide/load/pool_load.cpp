#include "reconciler/core/decide/load/pool_load.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>

#include "reconciler/core/decide/load/rule_evaluation.hpp"
#include "reconciler/core/decide/load/silence.hpp"

namespace muster {
namespace {

/// From this percentage on, a reading only shows that the machine is full.
constexpr Measure kNoRoom = Measure::whole(99);

/// A number of machines, and their capacity.
struct Capacity {
  std::int64_t has = 0;
  int machines = 0;

  void add(const Capacity& more) {
    has += more.has;
    machines += more.machines;
  }
};

/// The ok readings of one sampling period, weighted by the capacity of their machines.
struct PeriodLoad {
  std::int64_t used = 0;  // Value times capacity of the machine.
  Capacity settled;       // Machines that report and do not warm up.
  Capacity away;          // Those of them that are off for a resize by now, or leaving.
  int warming = 0;        // Machines that report and warm up.
  Measure highest;        // Of a single machine.
  Instant newest{};
  Instant failed{};  // A period in which all readings failed counts as well.

  Instant at() const { return newest == Instant{} ? failed : newest; }
};

class LoadReader {
 public:
  LoadReader(const PoolView& view, Metric metric, Duration reach)
      : view_(view), metric_(metric), reach_(reach) {
    load_.metric = metric;
    load_.window = pool_window(view, metric, Duration(0));
    load_.step = step_of(view, metric);
    for (const auto& machine : view.machines) {
      if (!machine.leaving) load_.capacity += capacity_of(machine.size_to_come(), metric, view.inputs.prices);
      const Capacity one{capacity_of(machine.machine->size, metric, view.inputs.prices), 1};
      if (!machine.warming && !is_away(machine)) settled_.add(one);
      if (machine.serves()) load_.serving += one.has;
      if (!machine.runs()) continue;
      running_.add(one);
      if (const auto since = up_since(machine.number)) came_up_.emplace_back(*since, one);
    }
    load_.expected = settled_.machines;
  }

  PoolLoad read() {
    const auto& own = view_.inputs.readings.series(view_.subject, metric_);
    own.empty() ? read_machines() : read_pool(own);
    return std::move(load_);
  }
  /// By sample of the series: the load of the fullest machine; empty: the pool reports as one.
  const std::vector<Measure>& highest() const { return highest_; }

 private:
  /// Off for a resize, or leaving: where its work moves to the others, its silence has no meaning.
  bool is_away(const MachineView& machine) const {
    const bool moves = view_.inputs.capabilities.moves_agents || view_.shape.balancers > 0;
    return machine.leaving || (machine.under_way && moves && !machine.runs());
  }

  /// The time when the machine started or returned; nullopt: not lately.
  std::optional<Instant> up_since(int number) const {
    using Kind = RecentChange::Kind;
    std::optional<Instant> since;
    for (const auto& change : view_.inputs.recent) {
      if (change.pool != view_.pool.name || !change.slot || change.slot->number != number) continue;
      const bool comes_up = change.kind == Kind::create_machine || change.kind == Kind::resize_machine;
      if (comes_up && change.finished_at <= view_.now) since = change.finished_at;
    }
    return since;
  }

  /// The capacity that ran when that sample was taken, of the present machines.
  Capacity running_at(Instant at) const {
    auto running = running_;
    for (const auto& [since, one] : came_up_) {
      if (since >= at) running.add({-one.has, -one.machines});
    }
    return running.has > 0 ? running : running_;
  }

  void read_pool(const Series& own) {
    load_.of_pool = true;
    load_.expected = 1;
    const auto newest = summarise(own, load_.window, view_.now);
    load_.reporting = newest.quality == Quality::ok ? 1 : 0;
    if (load_.reporting == 0)
      load_.silent = to_string(view_.subject) + " (" + to_string(newest.quality) + ")";
    for (auto at = first_in(own); at != own.end() && at->at <= view_.now; ++at) {
      auto sample = *at;
      const auto running = running_at(sample.at);
      // A count of agents is for the whole pool; percentages are of the running capacity.
      sample.value = metric_ == Metric::agents ? Measure::milli(over(sample.value.in_milli(), load_.capacity))
                                               : load_at(sample.value, running.has, load_.capacity);
      load_.series.push_back(sample);
      load_.machines.push_back(running.machines);
      if (sample.quality == Quality::ok) load_.full = metric_ != Metric::agents && at->value >= kNoRoom;
    }
  }

  void read_machines() {
    for (const auto& machine : view_.machines) {
      count(machine);
      const auto signal = summarise(view_.inputs.readings.series(machine.subject, metric_),
                                    newest_reading(view_, metric_), view_.now);
      if (machine.warming) continue;
      if (signal.quality == Quality::ok) {
        ++load_.reporting;
        load_.expected += is_away(machine) ? 1 : 0;
      } else if (!is_away(machine)) {
        note_silent(machine, signal.quality);
      }
    }
    for (const auto& [number, period] : periods_) {
      load_.series.push_back(sample_of(period));
      load_.machines.push_back(settled_.machines + period.away.machines + period.warming);
      highest_.push_back(period.highest);
    }
  }

  void note_silent(const MachineView& machine, Quality quality) {
    if (++silent_ > kSilentNamed) {
      if (silent_ == kSilentNamed + 1) load_.silent += " and others";
      return;
    }
    load_.silent +=
        fmt::format("{}{} ({})", silent_ > 1 ? ", " : "", to_string(machine.subject), to_string(quality));
  }

  Series::const_iterator first_in(const Series& series) const {
    return std::lower_bound(series.begin(), series.end(), view_.now - reach_,
                            [](const Sample& sample, Instant wanted) { return sample.at < wanted; });
  }

  void count(const MachineView& machine) {
    const auto& series = view_.inputs.readings.series(machine.subject, metric_);
    const auto has = capacity_of(machine.machine->size, metric_, view_.inputs.prices);
    const auto length = std::max(load_.step, Duration(1));
    std::optional<std::int64_t> counted;
    for (auto at = first_in(series); at != series.end() && at->at <= view_.now; ++at) {
      const auto number = static_cast<std::int64_t>(at->at.time_since_epoch() / length);
      if ((at->quality != Quality::ok && at->quality != Quality::error) || counted == number) continue;
      auto& period = periods_[number];
      if (at->quality == Quality::error) {
        period.failed = std::max(period.failed, at->at);
        continue;
      }
      counted = number;
      period.used += at->value.in_milli() * has;
      period.newest = std::max(period.newest, at->at);
      period.highest = std::max(period.highest, at->value);
      period.warming += machine.warming ? 1 : 0;
      if (machine.warming) continue;
      period.settled.add({has, 1});
      if (is_away(machine)) period.away.add({has, 1});
    }
  }

  /// Assumes that silent machines have the same load as those that report.
  Sample sample_of(const PeriodLoad& period) {
    auto all = settled_;
    all.add(period.away);
    const bool enough = period.settled.has > 0 && period.settled.machines * 5 >= all.machines * 3;
    if (!enough) return {period.at(), {}, Quality::missing};
    const auto seen = Measure::milli(period.used);
    // Evenly spread: each machine has the same work, whatever its size.
    const auto whole = view_.evenly_spread ? scaled(seen, all.machines, period.settled.machines)
                                           : scaled(seen, all.has, period.settled.has);
    const auto used = whole.in_milli();
    load_.full = metric_ != Metric::agents && used >= kNoRoom.in_milli() * all.has;
    return {period.newest, Measure::milli(over(used, load_.capacity)), Quality::ok};
  }

  static std::int64_t over(std::int64_t value, std::int64_t by) {
    return by <= 0 ? value : (value + by / 2) / by;
  }

  const PoolView& view_;
  Metric metric_;
  Duration reach_;
  PoolLoad load_;
  Capacity settled_;  // Machines that are expected to report.
  Capacity running_;
  std::vector<std::pair<Instant, Capacity>> came_up_;  // Lately, with their times.
  std::size_t silent_ = 0;
  std::map<std::int64_t, PeriodLoad> periods_;
  std::vector<Measure> highest_;
};

/// The number of those machines times the capacity of the smallest, by `size_of` each.
template <class SizeOf, class Counts>
std::int64_t times_least(const PoolView& view, Metric metric, const SizeOf& size_of, const Counts& counts) {
  auto least = std::numeric_limits<std::int64_t>::max();
  std::int64_t count = 0;
  for (const auto& machine : view.machines) {
    if (!counts(machine)) continue;
    least = std::min(least, capacity_of(size_of(machine), metric, view.inputs.prices));
    ++count;
  }
  return count == 0 ? 0 : count * least;
}

/// Limits the loads to those of the fullest machine: where machines report their load, that is their load.
void keep_to_highest(PoolLoad& load, const std::vector<Measure>& highest) {
  for (std::size_t i = 0; i < highest.size() && load.metric != Metric::agents; ++i) {
    auto& value = load.series[i].value;
    load.spread_unknown = i + 1 == highest.size() && value > scaled(highest[i], 11, 10);
    value = std::min(value, highest[i]);
  }
}

/// For evenly spread work: converts the load and its capacity to the number of machines times the smallest
/// machine, because that is all its capacity.
void even_load(PoolLoad& load, const std::vector<Measure>& highest, const PoolView& view) {
  if (!view.evenly_spread || view.staying() == 0) return;
  const auto before = load.capacity;
  const auto to_come = [](const MachineView& m) { return m.size_to_come(); };
  const auto now = [](const MachineView& m) { return m.machine->size; };
  load.capacity = times_least(view, load.metric, to_come, [](const MachineView& m) { return !m.leaving; });
  load.serving = times_least(view, load.metric, now, [](const MachineView& m) { return m.serves(); });
  for (auto& sample : load.series) sample.value = load_at(sample.value, before, load.capacity);
  keep_to_highest(load, highest);
  if (load.series.empty() || load.metric == Metric::agents) return;
  const auto& newest = load.series.back();
  // A machine that starts counts; one that is off has no load yet.
  const auto there = times_least(
      view, load.metric, now, [](const MachineView& m) { return !m.leaving && (m.runs() || !m.under_way); });
  if (newest.quality == Quality::ok && there > 0 && load_at(newest.value, load.capacity, there) >= kNoRoom)
    load.full = true;
}

}  // namespace

std::int64_t capacity_of(const SizeName& size, Metric metric, const PriceList& prices) {
  const auto* offer = prices.find(size);
  return offer ? capacity_of(*offer, metric) : 1;
}

PoolLoad load_of(const PoolView& view, Metric metric, Duration reaching_back) {
  LoadReader reader(view, metric, reaching_back);
  auto load = reader.read();
  even_load(load, reader.highest(), view);
  return load;
}

Measure load_at(Measure load, std::int64_t capacity_now, std::int64_t capacity_then) {
  return scaled(load, capacity_now, std::max<std::int64_t>(capacity_then, 1));
}

}  // namespace muster
