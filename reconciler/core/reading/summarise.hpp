#pragma once

#include <optional>

#include "reconciler/core/reading/reading_set.hpp"

namespace muster {

/// The readings to evaluate, and their expected number.
struct Window {
  Duration length{0};        ///< 0: only the newest reading.
  Duration sample_every{0};  ///< Expected interval until the series shows its own.
  Instant ignore_until{};    ///< Readings up to this time are ignored, because they were acted on.
};

/// A series over a window that ends now. Only `ok` readings count as values.
struct Signal {
  /// Quality of the newest reading. `ok`: a good one is fresh. `error`: all fresh ones failed. `stale`: the
  /// newest good one is older than three intervals. `missing`: there is none.
  Quality quality = Quality::missing;
  bool acted_on = false;  ///< There are good readings, and all of them were acted on.
  Sample newest;          ///< The newest good reading; undefined if the quality is `missing`.
  Measure lowest;         ///< Of the good readings in the window; the same for highest and mean.
  Measure highest;
  Measure mean;
  int samples = 0;   ///< Number of good readings in the window; several within half an interval count once.
  int expected = 0;  ///< Number of expected readings, by `step`.
  Duration step{0};  ///< Measured interval of the readings; the expected one if there are too few.
  Instant oldest;    ///< Of the good readings in the window.
  std::optional<Sample> edge;  ///< The last good reading before the window, except after a long gap.

  /// Whether at least four of five expected readings exist.
  bool covered() const { return samples * 5 >= expected * 4; }
  /// Whether the interval is too long for a window of this length: a window needs two intervals.
  bool too_seldom_for(Duration length) const { return length > Duration(0) && length < step * 2; }
  friend bool operator==(const Signal&, const Signal&) = default;
};

/// Returns the age from which the newest reading is stale, by the expected or measured interval.
Duration stale_after(Duration sample_every);
/// The same for a series with a measured interval.
Duration stale_after(const Series& series, Duration sample_every, Instant now);
/// Returns the longest gap between two readings that does not interrupt a window of this length.
Duration longest_gap(const Window& window);

/// Evaluates the window (now - length, now]. Later readings do not count. Coverage uses the measured interval
/// of the series. O(log n + window).
Signal summarise(const Series& series, const Window& window, Instant now);

/// Returns the normal value: the median of the good readings of the last 24 h without the window. nullopt
/// until there are ten readings that begin an hour before the window, because a median of a few readings is
/// not reliable.
std::optional<Measure> normal_of(const Series& series, Duration window, Instant now);

}  // namespace muster
