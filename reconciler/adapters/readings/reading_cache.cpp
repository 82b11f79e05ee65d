#include "reconciler/adapters/readings/reading_cache.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace muster {
namespace {

constexpr std::size_t kFewestKept = 4096;
constexpr Duration kFarFuture = std::chrono::hours(1);
/// Decisions count readings within a second as one.
constexpr Duration kOneReading = 1s;

/// How long the last reading is kept. The last good one of a metric delays a scale down for an hour after the
/// metric stopped. A number of agents that was counted once is unknown for a day, not absent.
Duration last_is_kept(Metric metric) {
  return metric == Metric::agents ? Duration(std::chrono::hours(24)) : Duration(std::chrono::minutes(70));
}

/// Largest number of samples of one series: two of each second that decisions use, and room for new ones.
std::size_t most_kept(const ReadingNeeds& needs) {
  const auto seconds = needs.fine / kOneReading;
  return std::max(kFewestKept, 9 * static_cast<std::size_t>(seconds) / 4);
}

/// Keeps the lowest and the highest good sample of each second, because rules look for the weakest value of a
/// window in either direction. A second without a good sample keeps its last one.
void thin_out(Series& series) {
  Series kept;
  for (auto from = series.begin(); from != series.end();) {
    const auto second = std::chrono::floor<std::chrono::seconds>(from->at);
    const auto to = std::find_if(from, series.end(), [&](const Sample& sample) {
      return std::chrono::floor<std::chrono::seconds>(sample.at) != second;
    });
    const auto last = std::prev(to);
    auto low = to;
    auto high = to;
    for (auto at = from; at != to; ++at) {
      if (at->quality != Quality::ok) continue;
      if (low == to || at->value < low->value) low = at;
      if (high == to || at->value >= high->value) high = at;
    }
    if (low == to) low = high = last;
    kept.push_back(*std::min(low, high));
    if (low != high) kept.push_back(*std::max(low, high));
    from = to;
  }
  series = std::move(kept);
}

void limit_size(Series& series, std::size_t most) {
  if (series.size() <= most) return;
  thin_out(series);
  // A sixteenth less, because each cut moves the whole series.
  const auto fits = most - most / 16;
  if (series.size() > fits) series.erase(series.begin(), series.end() - static_cast<std::ptrdiff_t>(fits));
}

Series::iterator not_before(Series& series, Instant at) {
  return std::lower_bound(series.begin(), series.end(), at,
                          [](const Sample& sample, Instant wanted) { return sample.at < wanted; });
}

bool good(const Sample& sample) {
  return sample.quality == Quality::ok;
}

std::optional<Instant> newest_of(const Series& series, Quality quality, Instant now) {
  const auto newest = std::find_if(series.rbegin(), series.rend(), [&](const Sample& sample) {
    return sample.at <= now && sample.quality == quality;
  });
  return newest == series.rend() ? std::nullopt : std::optional(newest->at);
}

/// The instants of the readings that are kept after the window: the last good one, and for agents also the
/// last failed one, because it shows that somebody counts.
std::set<Instant> last_ones(const Series& series, Metric metric, Instant now) {
  std::set<Instant> last;
  for (const auto quality : {Quality::ok, Quality::error}) {
    const auto newest = newest_of(series, quality, now);
    const bool matters = quality == Quality::ok || metric == Metric::agents;
    if (matters && newest && *newest >= now - last_is_kept(metric)) last.insert(*newest);
  }
  return last;
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
  limit_size(series, most_kept(needs_));
  return true;
}

void ReadingCache::forget(Instant now) {
  for (auto subject = by_subject_.begin(); subject != by_subject_.end();) {
    bool any = false;
    for (std::size_t m = 0; m < kMetrics; ++m) {
      auto& series = subject->second[m];
      const bool day = needs_.day.contains(static_cast<Metric>(m));
      const auto oldest = now - (day ? kLongestMemory : needs_.fine);
      const auto last = last_ones(series, static_cast<Metric>(m), now);
      std::optional<Instant> kept;
      std::erase_if(series, [&](const Sample& sample) {
        if (last.contains(sample.at)) return false;
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
        into.push_back({.at = sample.at,
                        .subject = subject,
                        .metric = static_cast<Metric>(m),
                        .value = sample.value,
                        .quality = sample.quality});
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
