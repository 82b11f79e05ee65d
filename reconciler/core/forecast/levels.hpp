#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace muster::forecast {

/// What may be taken for the load of the minutes to come. None is right for every load; trials find out which
/// one pays.
enum class Follower {
  latest,      ///< The newest reading.
  smooth_2m,   ///< Exponentially smoothed, with this time constant.
  smooth_8m,   ///< The same, 8 minutes.
  smooth_20m,  ///< The same, 20 minutes.
  smooth_1h,   ///< The same, one hour.
  trend,       ///< The newest reading drawn on to when a machine ordered now would serve.
  yesterday,   ///< The last ten minutes, changed as they changed at this time yesterday.
  last_week,   ///< The same, a week ago.
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

  template <class State>
  void fields(State& state) {
    state(seen_, smoothed_, newest_, bin_sum_, bin_size_, bins_, bins_seen_);
  }
  friend bool operator==(const LevelTracker&, const LevelTracker&) = default;

 private:
  void close_bin(double reading);
  double binned(std::size_t from, std::size_t count) const;
  double as_back_then(double level, std::size_t lag_bins) const;

  int lead_ticks_;
  int seen_ = 0;
  std::array<double, 4> smoothed_{};
  std::array<double, 6> newest_{};  ///< The last readings, a ring.
  double bin_sum_ = 0;
  int bin_size_ = 0;
  std::vector<float> bins_;  ///< Five-minute means of the last eight days, a ring.
  std::size_t bins_seen_ = 0;
};

}  // namespace muster::forecast
