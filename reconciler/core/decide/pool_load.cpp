#include "reconciler/core/decide/pool_load.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>

#include "reconciler/core/decide/survey.hpp"

namespace muster {
namespace {

constexpr std::size_t kNamed = 3;
/// Percent from which on a machine shows no more than that it is full.
constexpr Measure kNoRoom = Measure::whole(99);

/// The good readings of one sampling period, by what their machines carry.
struct Period {
  std::int64_t used = 0;     // Value times what the machine carries.
  std::int64_t settled = 0;  // What the machines carry that report and do not warm up.
  int machines = 0;          // So many of them.
  Instant newest{};
};

class LoadReader {
 public:
  LoadReader(const PoolView& view, Metric metric, Duration reach)
      : view_(view), metric_(metric), reach_(reach) {
    load_.metric = metric;
    load_.window = view.window_for_pool(metric, Duration(0));
    for (const auto& machine : view.machines) {
      const auto has = carries(machine.machine->size, metric, view.situation.prices);
      load_.capacity += has;
      if (!machine.warming) settled_ += has;
      load_.expected += machine.warming ? 0 : 1;
      if (!machine.serves()) continue;
      load_.serving += has;
      if (const auto since = up_since(machine.number)) came_up_.emplace_back(*since, has);
    }
  }

  PoolLoad read() {
    const auto& own = view_.situation.readings.series(view_.subject, metric_);
    own.empty() ? read_machines() : read_pool(own);
    return std::move(load_);
  }

 private:
  /// When the machine came up or back, where that was lately.
  std::optional<Instant> up_since(int number) const {
    using Kind = RecentChange::Kind;
    std::optional<Instant> since;
    for (const auto& change : view_.situation.recent) {
      if (change.pool != view_.pool.name || !change.slot || change.slot->number != number) continue;
      const bool comes_up = change.kind == Kind::create_machine || change.kind == Kind::resize_machine;
      if (comes_up && change.finished_at <= view_.now) since = change.finished_at;
    }
    return since;
  }

  /// What served when that sample was taken, of what is there now.
  std::int64_t serving_at(Instant at) const {
    auto serving = load_.serving;
    for (const auto& [since, has] : came_up_) {
      if (since >= at) serving -= has;
    }
    return serving > 0 ? serving : load_.serving;
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
      // A count of agents is for the whole pool; percents are of what serves.
      sample.value = metric_ == Metric::agents ? Measure::milli(over(sample.value.in_milli(), load_.capacity))
                                               : load_at(sample.value, serving_at(sample.at), load_.capacity);
      load_.series.push_back(sample);
      if (sample.quality == Quality::ok) load_.full = metric_ != Metric::agents && at->value >= kNoRoom;
    }
  }

  void read_machines() {
    for (const auto& machine : view_.machines) {
      count(machine);
      const auto signal = summarise(view_.situation.readings.series(machine.subject, metric_),
                                    {Duration(0), load_.window.sample_every, {}}, view_.now);
      if (machine.warming) continue;
      if (signal.quality == Quality::ok) {
        ++load_.reporting;
      } else {
        note_silent(machine, signal.quality);
      }
    }
    for (const auto& [number, period] : periods_) load_.series.push_back(sample_of(period));
  }

  void note_silent(const MachineView& machine, Quality quality) {
    if (++silent_ > kNamed) {
      if (silent_ == kNamed + 1) load_.silent += " and others";
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
    const auto& series = view_.situation.readings.series(machine.subject, metric_);
    const auto has = carries(machine.machine->size, metric_, view_.situation.prices);
    const auto length = std::max(load_.window.sample_every, Duration(1));
    std::optional<std::int64_t> counted;
    for (auto at = first_in(series); at != series.end() && at->at <= view_.now; ++at) {
      const auto number = static_cast<std::int64_t>(at->at.time_since_epoch() / length);
      if (at->quality != Quality::ok || counted == number) continue;
      counted = number;
      auto& period = periods_[number];
      period.used += at->value.in_milli() * has;
      period.newest = std::max(period.newest, at->at);
      if (machine.warming) continue;
      period.settled += has;
      ++period.machines;
    }
  }

  /// Machines that are silent are taken to be as loaded as those that are not.
  Sample sample_of(const Period& period) {
    const bool enough = period.settled > 0 && period.machines * 5 >= load_.expected * 3;
    if (!enough) return {period.newest, {}, Quality::missing};
    const auto used = over(scaled(Measure::milli(period.used), settled_, period.settled).in_milli(), 1);
    load_.full = metric_ != Metric::agents && used >= kNoRoom.in_milli() * settled_;
    return {period.newest, Measure::milli(over(used, load_.capacity)), Quality::ok};
  }

  static std::int64_t over(std::int64_t value, std::int64_t by) {
    return by <= 0 ? value : (value + by / 2) / by;
  }

  const PoolView& view_;
  Metric metric_;
  Duration reach_;
  PoolLoad load_;
  std::int64_t settled_ = 0;
  std::vector<std::pair<Instant, std::int64_t>> came_up_;  // Lately, and what they carry.
  std::size_t silent_ = 0;
  std::map<std::int64_t, Period> periods_;
};

/// Where work comes to every machine alike, the pool carries no more than so many times what its smallest
/// machine does: reckons the load, and what carries it, by that.
void reckon_alike(PoolLoad& load, const PoolView& view) {
  if (!view.alike || view.machines.empty()) return;
  auto least = std::numeric_limits<std::int64_t>::max();
  for (const auto& machine : view.machines)
    least = std::min(least, carries(machine.machine->size, load.metric, view.situation.prices));
  const auto before = load.capacity;
  load.capacity = least * view.count();
  load.serving = least * view.serving();
  for (auto& sample : load.series) sample.value = load_at(sample.value, before, load.capacity);
  const bool known = !load.series.empty() && load.series.back().quality == Quality::ok;
  if (known && load.metric != Metric::agents && load.series.back().value >= kNoRoom) load.full = true;
}

}  // namespace

std::int64_t carries(const SizeName& size, Metric metric, const PriceList& prices) {
  if (metric == Metric::agents) return 1;
  const auto* offer = prices.find(size);
  if (!offer) return 1;
  return metric == Metric::memory ? offer->memory_mib : offer->vcpus;
}

PoolLoad load_of(const PoolView& view, Metric metric, Duration reaching_back) {
  auto load = LoadReader(view, metric, reaching_back).read();
  reckon_alike(load, view);
  return load;
}

Measure load_at(Measure load, std::int64_t capacity_now, std::int64_t capacity_then) {
  return scaled(load, capacity_now, std::max<std::int64_t>(capacity_then, 1));
}

}  // namespace muster
