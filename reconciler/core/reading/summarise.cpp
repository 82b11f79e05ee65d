#include "reconciler/core/reading/summarise.hpp"

#include <algorithm>
#include <vector>

#include "reconciler/core/reading/step.hpp"

namespace muster {
namespace {

constexpr std::size_t kFewestForNormal = 10;
constexpr Duration kHistoryForNormal = 1h;
constexpr Duration kNormalReachesBack = 24h;

/// The first sample later than `at`.
Series::const_iterator after(const Series& series, Instant at) {
  return std::upper_bound(series.begin(), series.end(), at,
                          [](Instant wanted, const Sample& sample) { return wanted < sample.at; });
}

bool good(const Sample& sample) {
  return sample.quality == Quality::ok;
}

/// The newest good sample before `end`; `end` if there is none.
Series::const_iterator newest_good(const Series& series, Series::const_iterator end) {
  for (auto at = end; at != series.begin();) {
    if (good(*--at)) return at;
  }
  return end;
}

/// Counts the good readings of [from, to) into the signal, newest first.
void count(Signal& signal, Series::const_iterator from, Series::const_iterator to, Duration sample_every) {
  std::int64_t sum = 0;
  std::int64_t number = 0;
  std::optional<Instant> counted;
  for (auto at = to; at != from;) {
    --at;
    if (!good(*at)) continue;
    signal.lowest = number == 0 ? at->value : std::min(signal.lowest, at->value);
    signal.highest = number == 0 ? at->value : std::max(signal.highest, at->value);
    signal.oldest = at->at;
    sum += at->value.in_milli();
    ++number;
    if (counted && *counted - at->at < sample_every / 2) continue;
    counted = at->at;
    signal.samples = std::min(signal.samples + 1, signal.expected);
  }
  if (number > 0) signal.mean = Measure::milli(sum / number);
}

Quality quality_of(const Series& series, Series::const_iterator end, Series::const_iterator newest,
                   Duration fresh, Instant now) {
  if (newest != end && now - newest->at <= fresh) return Quality::ok;
  if (end != series.begin() && now - std::prev(end)->at <= fresh) return Quality::error;
  return newest == end ? Quality::missing : Quality::stale;
}

}  // namespace

Duration stale_after(Duration sample_every) {
  return sample_every * 3;
}

Duration stale_after(const Series& series, Duration sample_every, Instant now) {
  const auto learnt = learnt_step(series, sample_every, now).value_or(sample_every);
  return stale_after(std::max(sample_every, std::min(learnt, kLongestLearnt)));
}

Duration longest_gap(const Window& window) {
  return std::max(stale_after(window.sample_every), window.length / 5 + window.sample_every);
}

Signal summarise(const Series& series, const Window& expected, Instant now) {
  Signal signal;
  auto window = expected;
  window.sample_every = learnt_step(series, expected.sample_every, now).value_or(expected.sample_every);
  signal.step = window.sample_every;
  const auto fresh = stale_after(std::max(expected.sample_every, std::min(signal.step, kLongestLearnt)));
  const auto end = after(series, now);
  const auto newest = newest_good(series, end);
  signal.quality = quality_of(series, end, newest, fresh, now);
  if (newest == end) return signal;
  signal.newest = *newest;
  if (newest->at <= window.ignore_until) {
    signal.acted_on = true;
    return signal;
  }

  const auto period = std::max(window.sample_every, Duration(1));
  signal.expected = static_cast<int>(std::max<std::int64_t>(1, window.length / period));
  const auto start = std::max(now - window.length, window.ignore_until);
  const auto first =
      window.length == Duration(0) ? newest : std::min(after(series, start), std::next(newest));
  count(signal, first, std::next(newest), window.sample_every);
  if (window.length == Duration(0)) return signal;

  const auto oldest = signal.samples > 0 ? signal.oldest : now;
  for (auto at = first; at != series.begin();) {
    --at;
    if (at->at <= window.ignore_until || oldest - at->at > longest_gap(window)) break;
    if (!good(*at)) continue;
    signal.edge = *at;
    break;
  }
  return signal;
}

std::optional<Measure> normal_of(const Series& series, Duration window, Instant now) {
  const auto until = now - window;
  std::vector<Measure> values;
  auto at = after(series, now - kNormalReachesBack);
  const auto end = after(series, until);
  std::optional<Instant> oldest;
  for (; at < end; ++at) {
    if (!good(*at)) continue;
    if (!oldest) oldest = at->at;
    values.push_back(at->value);
  }
  if (values.size() < kFewestForNormal || until - *oldest < kHistoryForNormal) return std::nullopt;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return scaled(*middle + *std::max_element(values.begin(), middle), 1, 2);
}

}  // namespace muster
