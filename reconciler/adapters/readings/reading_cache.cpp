#include "reconciler/adapters/readings/reading_cache.hpp"

#include <algorithm>
#include <optional>

namespace muster {
namespace {

/// Largest number of samples of one series: at one a second it is more than an hour.
constexpr std::size_t kMostSamples = 4096;
constexpr Duration kFarFuture = std::chrono::hours(1);
/// The last good reading is kept longer than a stopped metric delays a scale down, which is an hour.
constexpr Duration kLastIsKept = std::chrono::minutes(70);

Series::iterator not_before(Series& series, Instant at) {
  return std::lower_bound(series.begin(), series.end(), at,
                          [](const Sample& sample, Instant wanted) { return sample.at < wanted; });
}

bool good(const Sample& sample) {
  return sample.quality == Quality::ok;
}

std::optional<Instant> newest_good_in(const Series& series, Instant now) {
  const auto newest = std::find_if(series.rbegin(), series.rend(),
                                   [&](const Sample& sample) { return sample.at <= now && good(sample); });
  return newest == series.rend() ? std::nullopt : std::optional(newest->at);
}

}  // namespace

bool ReadingCache::add(const Reading& reading) {
  auto& series = by_subject_[reading.subject][static_cast<std::size_t>(reading.metric)];
  const Sample sample{reading.at, reading.value, reading.quality};
  const auto at = not_before(series, reading.at);
  if (at != series.end() && at->at == reading.at) {
    const bool better = good(sample) && (!good(*at) || sample.value > at->value);
    if (better) *at = sample;
    return better;
  }
  series.insert(at, sample);
  if (series.size() > kMostSamples) series.erase(series.begin());
  return true;
}

void ReadingCache::forget(Instant now) {
  for (auto subject = by_subject_.begin(); subject != by_subject_.end();) {
    bool any = false;
    for (std::size_t m = 0; m < kMetrics; ++m) {
      auto& series = subject->second[m];
      const bool day = needs_.day.contains(static_cast<Metric>(m));
      const auto oldest = now - (day ? kLongestMemory : needs_.fine);
      const auto newest = newest_good_in(series, now);
      std::optional<Instant> kept;
      std::erase_if(series, [&](const Sample& sample) {
        if (newest && sample.at == *newest && sample.at >= now - kLastIsKept) return false;
        if (sample.at < oldest || sample.at > now + kFarFuture) return true;
        if (sample.at >= now - needs_.fine) return false;
        // Of the day only good samples matter, and few of them.
        if (!good(sample) || (kept && sample.at - *kept < kCoarseStep)) return true;
        kept = sample.at;
        return false;
      });
      any = any || !series.empty();
    }
    subject = any ? std::next(subject) : by_subject_.erase(subject);
  }
}

void ReadingCache::append_to(std::vector<Reading>& into, Instant since, Instant now) const {
  for (const auto& [subject, metrics] : by_subject_) {
    for (std::size_t m = 0; m < kMetrics; ++m) {
      for (const auto& sample : metrics[m]) {
        if (sample.at < since || sample.at > now) continue;
        into.push_back({sample.at, subject, static_cast<Metric>(m), sample.value, sample.quality});
      }
    }
  }
}

const Sample* ReadingCache::newest_good(const Subject& subject, Metric metric, Instant now) const {
  const auto found = by_subject_.find(subject);
  if (found == by_subject_.end()) return nullptr;
  const auto& series = found->second[static_cast<std::size_t>(metric)];
  const auto newest = std::find_if(series.rbegin(), series.rend(),
                                   [&](const Sample& sample) { return sample.at <= now && good(sample); });
  return newest == series.rend() ? nullptr : &*newest;
}

std::optional<std::pair<Instant, Instant>> ReadingCache::span(const Subject& subject, Metric metric) const {
  const auto found = by_subject_.find(subject);
  if (found == by_subject_.end()) return std::nullopt;
  const auto& series = found->second[static_cast<std::size_t>(metric)];
  if (series.empty()) return std::nullopt;
  return std::pair(series.front().at, series.back().at);
}

bool ReadingCache::has(const Subject& subject, Metric metric, Instant at) const {
  const auto found = by_subject_.find(subject);
  if (found == by_subject_.end()) return false;
  const auto& series = found->second[static_cast<std::size_t>(metric)];
  return std::any_of(series.rbegin(), series.rend(), [at](const Sample& sample) { return sample.at == at; });
}

std::size_t ReadingCache::size() const {
  std::size_t size = 0;
  for (const auto& [subject, metrics] : by_subject_) {
    for (const auto& series : metrics) size += series.size();
  }
  return size;
}

}  // namespace muster
