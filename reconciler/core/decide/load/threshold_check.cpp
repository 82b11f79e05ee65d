#include "reconciler/core/decide/load/threshold_check.hpp"

#include <algorithm>

namespace muster {
namespace {

/// How much further back than the window is worth looking to say how long it lasted.
constexpr Duration kHeldReachesBack = 1h;

Measure weaker(const Line& line, Measure a, Measure b) {
  return line.comparison == Comparison::above ? std::min(a, b) : std::max(a, b);
}

/// How long before now the unbroken run of readings beyond the line began.
Duration held_for(const Series& series, const Line& line, const Window& window, Instant now) {
  const auto horizon = std::max(now - window.length - kHeldReachesBack, window.spent_until);
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

/// A failed reading that says what the value is at least.
bool is_bound(const Sample& sample) {
  return sample.quality == Quality::error && sample.value > Measure();
}

/// The series with bounds in the place of values.
Series with_bounds(Series series) {
  for (auto& sample : series) {
    if (is_bound(sample)) sample.quality = Quality::ok;
  }
  return series;
}

ThresholdCheck judge_values(const Series& series, const Line& line, const Window& expected, Instant now) {
  ThresholdCheck crossing;
  crossing.signal = summarise(series, expected, now);
  const auto& signal = crossing.signal;
  auto window = expected;
  window.sample_every = signal.step;
  if (signal.spent) {
    crossing.standing = ThresholdCheck::State::spent;
    return crossing;
  }
  if (signal.quality != Quality::ok) return crossing;
  if (window.length > Duration(0) && signal.samples == 0) return crossing;

  crossing.weakest = line.comparison == Comparison::above ? signal.lowest : signal.highest;
  if (!beyond(line, crossing.weakest)) {
    crossing.standing = ThresholdCheck::State::not_crossed;
    return crossing;
  }
  crossing.held = held_for(series, line, window, now);
  if (window.length == Duration(0)) {
    crossing.standing = ThresholdCheck::State::crossed;
    return crossing;
  }
  if (!signal.covered() && crossing.held >= window.length) return crossing;
  if (crossing.held < window.length || !signal.edge) {
    crossing.standing = ThresholdCheck::State::not_long_enough;
    return crossing;
  }
  crossing.weakest = weaker(line, crossing.weakest, signal.edge->value);
  crossing.standing = ThresholdCheck::State::crossed;
  return crossing;
}

}  // namespace

bool beyond(const Line& line, Measure value) {
  return line.comparison == Comparison::above ? value > line.limit : value < line.limit;
}

ThresholdCheck check_threshold_line(const Series& series, const Line& line, const Window& window,
                                    Instant now) {
  auto crossing = judge_values(series, line, window, now);
  if (crossing.standing != ThresholdCheck::State::unsure || line.comparison != Comparison::above)
    return crossing;
  if (std::none_of(series.begin(), series.end(), is_bound)) return crossing;
  // What is at least so high is above the line all the more. Below it nobody can tell.
  auto at_least = judge_values(with_bounds(series), line, window, now);
  const bool above = at_least.standing == ThresholdCheck::State::crossed ||
                     at_least.standing == ThresholdCheck::State::not_long_enough;
  return above ? at_least : crossing;
}

ThresholdCheck judge_steps(const Series& series, const Line& line, const Window& window, Instant now) {
  auto crossing = check_threshold_line(series, line, window, now);
  const bool seldom = crossing.signal.quality == Quality::ok && crossing.signal.too_seldom_for(window.length);
  if (seldom && crossing.standing != ThresholdCheck::State::spent)
    crossing.standing = ThresholdCheck::State::unsure;
  return crossing;
}

Evidence evidence_of(const ThresholdCheck& crossing, const Subject& subject, Metric metric, const Line& line,
                     Duration window) {
  Evidence evidence;
  evidence.subject = subject;
  evidence.metric = metric;
  evidence.value = crossing.standing == ThresholdCheck::State::not_crossed ? crossing.signal.newest.value
                                                                           : crossing.weakest;
  evidence.comparison = line.comparison;
  evidence.limit = line.limit;
  evidence.window = window;
  evidence.held = crossing.held;
  evidence.samples = crossing.signal.samples;
  evidence.expected = crossing.signal.expected;
  evidence.newest = crossing.signal.newest.at;
  return evidence;
}

}  // namespace muster
