#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace muster::forecast {

/// What may be taken for the load of the minutes to come. None is right for every load; trials find out which
/// one pays.
enum class Follower {
  latest,      ///< The newest reading.
  peak_5m,     ///< The highest reading, fading away with this time constant.
  peak_20m,    ///< The same, 20 minutes.
  peak_1h,     ///< The same, one hour.
  peak_6h,     ///< The same, six hours.
  smooth_20m,  ///< The readings, exponentially smoothed with this time constant.
  trend,       ///< The newest reading drawn on to when a machine ordered now would serve.
  yesterday,  ///< The newest reading, or yesterday's peak from this time on until such a machine would serve.
};
inline constexpr std::size_t kFollowers = 8;
const char* to_string(Follower follower);

using Levels = std::array<float, kFollowers>;

/// Follows one load, a reading a tick of 30 seconds.
class LevelTracker {
 public:
  /// `lead_ticks`: from ordering a machine to its serving.
  explicit LevelTracker(int lead_ticks);
  void set_lead(int ticks) { lead_ticks_ = ticks; }

  /// Takes the newest reading in and tells what each follower makes of it. Levels are never negative.
  Levels follow(double reading);

  /// The highest reading, fading away with a time constant of a day.
  double day_peak() const { return day_peak_; }

  template <class State>
  void fields(State& state) {
    state(seen_, peaks_, day_peak_, smoothed_, newest_, bin_peak_, bin_size_, bins_, bins_seen_);
  }
  friend bool operator==(const LevelTracker&, const LevelTracker&) = default;

 private:
  void close_bin(double reading);
  double drawn_on(double reading) const;
  double as_yesterday(double reading) const;

  int lead_ticks_;
  int seen_ = 0;
  std::array<double, 4> peaks_{};
  double day_peak_ = 0;
  double smoothed_ = 0;
  std::array<double, 6> newest_{};  ///< The last readings, a ring.
  double bin_peak_ = 0;
  int bin_size_ = 0;
  std::vector<float> bins_;  ///< Five-minute peaks of the last day, a ring.
  std::size_t bins_seen_ = 0;
};

}  // namespace muster::forecast
