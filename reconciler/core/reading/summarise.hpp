#pragma once

#include <optional>

#include "reconciler/core/reading/reading_set.hpp"

namespace muster {

/// Which readings are looked at, and how many there should be.
struct Window {
  Duration length{0};        ///< 0: the newest reading alone.
  Duration sample_every{0};  ///< How often a reading is expected, until the series itself shows it.
  Instant spent_until{};     ///< Readings up to then have had their say: they are passed over.
};

/// A series over a window that ends now. What is not `ok` was never counted as a value.
struct Signal {
  /// Of the newest reading: `ok` when a good one is fresh, `error` when the fresh ones all failed, `stale`
  /// when the newest good one is older than three steps, `missing` when there is none at all.
  Quality quality = Quality::missing;
  bool spent = false;  ///< There are good readings, and all of them had their say.
  Sample newest;       ///< The newest good reading; means nothing when quality is `missing`.
  Measure lowest;      ///< Of the good readings in the window, as are highest and mean.
  Measure highest;
  Measure mean;
  int samples = 0;   ///< Good readings in the window; several within half a period count once.
  int expected = 0;  ///< Readings that should be there, by `step`.
  Duration step{0};  ///< How often readings really come; as expected where too few came to tell.
  Instant oldest;    ///< Of the good readings in the window.
  std::optional<Sample>
      edge;  ///< The last good reading from before the window, unless a long gap lies between.

  /// Whether at least four of five expected readings are there.
  bool covered() const { return samples * 5 >= expected * 4; }
  /// Whether readings come too seldom for a window of this length: a window wants two steps.
  bool too_seldom_for(Duration length) const { return length > Duration(0) && length < step * 2; }
  friend bool operator==(const Signal&, const Signal&) = default;
};

/// Age from which the newest reading is stale, by the step that is expected or known.
Duration stale_after(Duration sample_every);
/// The same for a series that has shown its own step.
Duration stale_after(const Series& series, Duration sample_every, Instant now);
/// The longest silence between two readings that a window of this length bears without a break.
Duration longest_gap(const Window& window);

/// Reads the window (now - length, now]. Readings later than now do not count. Coverage is counted against
/// the step at which the series really comes. O(log n + window).
Signal summarise(const Series& series, const Window& window, Instant now);

/// What is usual: the median of the good readings of the 24 h up to now, without the window judged. nullopt
/// until they reach back an hour before the window and are ten: a median of a few says nothing.
std::optional<Measure> normal_of(const Series& series, Duration window, Instant now);

}  // namespace muster
