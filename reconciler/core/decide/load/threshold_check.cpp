#include "reconciler/core/decide/load/threshold_check.hpp"

#include <algorithm>

namespace muster {
namespace {

/// How far before the window `held` can reach.
constexpr Duration kHeldReachesBack = 1h;

Measure weaker(const ThresholdLine& line, Measure a, Measure b) {
  return line.comparison == Comparison::above ? std::min(a, b) : std::max(a, b);
}

/// The age of the oldest reading in the unbroken run beyond the line.
Duration held_for(const Series& series, const ThresholdLine& line, const Window& window, Instant now) {
  const auto horizon = std::max(now - window.length - kHeldReachesBack, window.ignore_until);
  auto at = std::upper_bound(series.begin(), series.end(), now,
                             [](Instant wanted, const Sample& sample) { return wanted < sample.at; });
  auto since = now;
  for (; at != series.begin();) {
    --at;
    if (at->at <= horizon || since - at->at > longest_gap(window)) break;
    if (at->quality != Quality::ok) continue;
    if (!beyond(line, at->value)) break;
    since = at->at;
  }
  return now - since;
}

/// A failed reading with a lower bound of the value.
bool is_bound(const Sample& sample) {
  return sample.quality == Quality::error && sample.value > Measure();
}

/// The series with the bounds as values.
Series with_bounds(Series series) {
  for (auto& sample : series) {
    if (is_bound(sample)) sample.quality = Quality::ok;
  }
  return series;
}

ThresholdCheck judge_values(const Series& series, const ThresholdLine& line, const Window& expected,
                            Instant now) {
  ThresholdCheck check;
  check.signal = summarise(series, expected, now);
  const auto& signal = check.signal;
  auto window = expected;
  window.sample_every = signal.step;
  if (signal.acted_on) {
    check.state = ThresholdCheck::State::acted_on;
    return check;
  }
  if (signal.quality != Quality::ok) return check;
  if (window.length > Duration(0) && signal.samples == 0) return check;

  check.weakest = line.comparison == Comparison::above ? signal.lowest : signal.highest;
  if (!beyond(line, check.weakest)) {
    check.state = ThresholdCheck::State::ok;
    return check;
  }
  check.held = held_for(series, line, window, now);
  if (window.length == Duration(0)) {
    check.state = ThresholdCheck::State::breached;
    return check;
  }
  if (!signal.covered() && check.held >= window.length) return check;
  if (check.held < window.length || !signal.edge) {
    check.state = ThresholdCheck::State::pending;
    return check;
  }
  check.weakest = weaker(line, check.weakest, signal.edge->value);
  check.state = ThresholdCheck::State::breached;
  return check;
}

}  // namespace

bool beyond(const ThresholdLine& line, Measure value) {
  return line.comparison == Comparison::above ? value > line.limit : value < line.limit;
}

ThresholdCheck check_threshold_line(const Series& series, const ThresholdLine& line, const Window& window,
                                    Instant now) {
  auto check = judge_values(series, line, window, now);
  if (check.state != ThresholdCheck::State::insufficient_data || line.comparison != Comparison::above)
    return check;
  if (std::none_of(series.begin(), series.end(), is_bound)) return check;
  // A lower bound above the line proves that the value is above it. Below the line it proves nothing.
  auto at_least = judge_values(with_bounds(series), line, window, now);
  const bool above =
      at_least.state == ThresholdCheck::State::breached || at_least.state == ThresholdCheck::State::pending;
  return above ? at_least : check;
}

ThresholdCheck judge_steps(const Series& series, const ThresholdLine& line, const Window& window,
                           Instant now) {
  auto check = check_threshold_line(series, line, window, now);
  const bool seldom = check.signal.quality == Quality::ok && check.signal.too_seldom_for(window.length);
  if (seldom && check.state != ThresholdCheck::State::acted_on)
    check.state = ThresholdCheck::State::insufficient_data;
  return check;
}

Evidence evidence_of(const ThresholdCheck& check, const Subject& subject, Metric metric,
                     const ThresholdLine& line, Duration window) {
  Evidence evidence;
  evidence.subject = subject;
  evidence.metric = metric;
  evidence.value = check.state == ThresholdCheck::State::ok ? check.signal.newest.value : check.weakest;
  evidence.comparison = line.comparison;
  evidence.limit = line.limit;
  evidence.window = window;
  evidence.held = check.held;
  evidence.samples = check.signal.samples;
  evidence.expected = check.signal.expected;
  evidence.newest = check.signal.newest.at;
  return evidence;
}

}  // namespace muster
