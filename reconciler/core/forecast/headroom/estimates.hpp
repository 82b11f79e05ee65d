#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace muster::forecast {

/// Estimates of the load of the next minutes. None is right for every load; simulations find out which one
/// pays.
enum class Estimator {
  latest,      ///< The newest reading.
  peak_5m,     ///< The highest reading, decaying with this time constant.
  peak_20m,    ///< The same, 20 minutes.
  peak_1h,     ///< The same, one hour.
  peak_6h,     ///< The same, six hours.
  smooth_20m,  ///< The readings, exponentially smoothed with this time constant.
  trend,       ///< The newest reading, extrapolated to the time when a machine ordered now would serve.
  /// The newest reading, or yesterday's peak from this time of day until such a machine would serve.
  yesterday,
};
inline constexpr std::size_t kEstimators = 8;
const char* to_string(Estimator follower);

using LoadEstimates = std::array<float, kEstimators>;

/// Follows one load, with one reading per tick of 30 seconds.
class LoadEstimator {
 public:
  /// `lead_ticks`: from the order of a machine to its service.
  explicit LoadEstimator(int lead_ticks);
  void set_lead(int ticks) { lead_ticks_ = ticks; }

  /// Adds the newest reading and returns the estimate of each estimator, in the unit of the reading.
  /// Estimates are never negative.
  LoadEstimates follow(double reading);

  /// The highest reading, decaying with a time constant of a day.
  double day_peak() const { return day_peak_; }

  template <class State>
  void fields(State& state) {
    state(seen_, peaks_, day_peak_, smoothed_, newest_, bin_peak_, bin_size_, bins_, bins_seen_);
  }
  friend bool operator==(const LoadEstimator&, const LoadEstimator&) = default;

 private:
  void close_bin(double reading);
  double drawn_on(double reading) const;
  double as_yesterday(double reading) const;

  int lead_ticks_;
  int seen_ = 0;
  std::array<double, 4> peaks_{};
  double day_peak_ = 0;             ///< In the unit of the reading.
  double smoothed_ = 0;             ///< The same.
  std::array<double, 6> newest_{};  ///< The last readings, a ring buffer.
  double bin_peak_ = 0;             ///< The same.
  int bin_size_ = 0;                ///< Ticks in the open bin.
  std::vector<float> bins_;         ///< Five-minute peaks of the last day, a ring buffer.
  std::size_t bins_seen_ = 0;
};

}  // namespace muster::forecast
