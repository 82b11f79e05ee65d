#include "reconciler/engine/observe/gather_readings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "reconciler/core/reading/machine_lives.hpp"
#include "reconciler/core/reading/summarise.hpp"

namespace muster {
namespace {

using SeriesName = std::pair<Subject, Metric>;

/// A source with recent readings has priority over a later one, because sources differ in their intervals.
constexpr Duration kHeardLately = std::chrono::minutes(10);
/// The clocks of a cloud and of muster may differ by this much without a warning.
constexpr Duration kClockSlack = std::chrono::minutes(5);
constexpr std::size_t kNamed = 3;

bool is_of(const SeriesName& series, const Reading& reading) {
  return series.first == reading.subject && series.second == reading.metric;
}

/// The source of a series, and its newest good reading.
struct Teller {
  std::size_t source = 0;
  Instant newest;
};

/// Number of readings of earlier machines, by the slot of the present machine.
using Earlier = std::map<Slot, std::size_t>;

class Gathering {
 public:
  Gathering(const Fleet& fleet, const ActualState& actual, const ReadingSpan& span)
      : actual_(actual), span_(span), lives_(actual, span.weighed, span.wall) {
    heard_since_ = span.weighed - std::max(stale_after(fleet.sample_every), kHeardLately);
  }

  void take(std::vector<Reading> readings) {
    std::erase_if(readings, [this](const Reading& reading) {
      if (lives_.own(reading)) return false;
      if (reading.quality == Quality::ok) ++earlier_[std::get<Slot>(reading.subject)];
      return true;
    });
    std::map<SeriesName, Instant> newest;
    auto at = newest.end();
    for (const auto& reading : readings) {
      if (reading.quality != Quality::ok) continue;
      if (at == newest.end() || !is_of(at->first, reading))
        at = newest.try_emplace({reading.subject, reading.metric}, reading.at).first;
      at->second = std::max(at->second, reading.at);
    }
    const auto source = reported_.size();
    for (const auto& [series, latest] : newest) {
      const auto [teller, is_new] = tellers_.try_emplace(series, Teller{source, latest});
      const bool is_silent = teller->second.newest < heard_since_;
      if (!is_new && is_silent && latest > teller->second.newest) teller->second = {source, latest};
    }
    reported_.push_back(std::move(readings));
  }

  ReadingSet readings() const {
    ReadingSet all;
    for (std::size_t source = 0; source < reported_.size(); ++source) {
      // Readings are sorted by series: each series is searched once.
      const Reading* last = nullptr;
      bool counts = false;
      for (const auto& reading : reported_[source]) {
        if (last == nullptr || last->subject != reading.subject || last->metric != reading.metric) {
          const auto teller = tellers_.find({reading.subject, reading.metric});
          counts = teller == tellers_.end() || teller->second.source == source;
        }
        last = &reading;
        if (counts) all.add(reading);
      }
    }
    return all;
  }

  /// Machines without valid readings, because all readings are about an earlier machine.
  std::vector<std::string> remarks() const {
    std::set<Slot> spoke;
    for (const auto& [series, teller] : tellers_) {
      if (const auto* slot = std::get_if<Slot>(&series.first)) spoke.insert(*slot);
    }
    std::vector<std::string> remarks;
    for (const auto& [slot, readings] : earlier_) {
      if (!spoke.contains(slot) && !is_new(slot)) remarks.push_back(remark_on(slot, readings));
    }
    if (remarks.size() > kNamed) {
      const auto more = remarks.size() - kNamed;
      remarks.resize(kNamed);
      remarks.push_back(fmt::format("and {} more machines have no reading since their creation", more));
    }
    return remarks;
  }

 private:
  /// Whether its first reading may still come. Slots are used again, so this is no trouble.
  bool is_new(const Slot& slot) const {
    const auto made_at = actual_.machines.at(slot).created_at;
    return made_at <= span_.wall && span_.wall - made_at < kFirstReading;
  }

  std::string remark_on(const Slot& slot, std::size_t readings) const {
    const auto made_at = actual_.machines.at(slot).created_at;
    const auto made = format_instant(std::chrono::floor<std::chrono::seconds>(made_at));
    if (made_at > span_.wall + kClockSlack)
      return fmt::format(
          "{} was created at {}, by the cloud, which is in the future: until then no reading counts as its "
          "own. Compare the clocks",
          to_string(slot), made);
    return fmt::format("{} has no reading since its creation at {}: {} {} about an earlier machine",
                       to_string(slot), made, readings, readings == 1 ? "reading is" : "readings are");
  }

  const ActualState& actual_;
  const ReadingSpan& span_;
  MachineLives lives_;
  Instant heard_since_;
  std::vector<std::vector<Reading>> reported_{};
  std::map<SeriesName, Teller> tellers_{};
  Earlier earlier_{};
};

}  // namespace

GatheredReadings gather_readings(const Fleet& fleet, const ActualState& actual,
                                 const std::vector<ReadingSource*>& sources, const ReadingSpan& span) {
  GatheredReadings all;
  Gathering gathering(fleet, actual, span);
  for (auto* source : sources) {
    auto readings = source->readings(fleet, actual, span.since, span.weighed);
    if (!readings) {
      all.warnings.push_back(source->name() + " did not answer: " + readings.error().what);
      continue;
    }
    for (const auto& trouble : source->trouble()) all.warnings.push_back(source->name() + ": " + trouble);
    gathering.take(*std::move(readings));
  }
  const auto remarks = gathering.remarks();
  all.warnings.insert(all.warnings.end(), remarks.begin(), remarks.end());
  all.readings = gathering.readings();
  return all;
}

}  // namespace muster
