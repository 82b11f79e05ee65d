#include "reconciler/core/forecast/headroom/estimates.hpp"

#include <algorithm>
#include <cmath>

namespace muster::forecast {
namespace {

// Decay of a peak per tick: time constants of 5 and 20 minutes, of 1 and 6 hours, of a day.
const std::array<double, 4> kFade = {std::exp(-1.0 / 10), std::exp(-1.0 / 40), std::exp(-1.0 / 120),
                                     std::exp(-1.0 / 720)};
const double kDayFade = std::exp(-1.0 / 2880);
constexpr double kSmoothTicks = 40;
constexpr int kTicksABin = 10;
constexpr std::size_t kBinsADay = 288;
constexpr int kSlope = 5;  // Ticks from which a trend is computed.

std::size_t of(Estimator follower) {
  return static_cast<std::size_t>(follower);
}

}  // namespace

const char* to_string(Estimator follower) {
  switch (follower) {
    case Estimator::latest:
      return "latest";
    case Estimator::peak_5m:
      return "5 min peak";
    case Estimator::peak_20m:
      return "20 min peak";
    case Estimator::peak_1h:
      return "1 h peak";
    case Estimator::peak_6h:
      return "6 h peak";
    case Estimator::smooth_20m:
      return "20 min smooth";
    case Estimator::trend:
      return "trend";
    case Estimator::yesterday:
      return "yesterday";
  }
  return "";
}

LoadEstimator::LoadEstimator(int lead_ticks) : lead_ticks_(lead_ticks), bins_(kBinsADay, 0.0F) {}

void LoadEstimator::close_bin(double reading) {
  bin_peak_ = std::max(bin_peak_, reading);
  if (++bin_size_ < kTicksABin) return;
  bins_[bins_seen_++ % kBinsADay] = static_cast<float>(bin_peak_);
  bin_peak_ = 0;
  bin_size_ = 0;
}

double LoadEstimator::drawn_on(double reading) const {
  if (seen_ <= kSlope) return reading;
  const auto then = static_cast<std::size_t>(seen_ - kSlope) % newest_.size();
  const double slope = (reading - newest_[then]) / kSlope;
  return std::clamp(reading + slope * (lead_ticks_ + 1), 0.5 * reading, 2.0 * reading);
}

double LoadEstimator::as_yesterday(double reading) const {
  if (bins_seen_ < kBinsADay) return reading;
  const auto ahead = static_cast<std::size_t>((lead_ticks_ + kTicksABin - 1) / kTicksABin);
  double peak = reading;
  for (std::size_t i = 0; i <= ahead; ++i)
    peak = std::max(peak, static_cast<double>(bins_[(bins_seen_ + i) % kBinsADay]));
  return peak;
}

LoadEstimates LoadEstimator::follow(double reading) {
  ++seen_;
  newest_[static_cast<std::size_t>(seen_) % newest_.size()] = reading;
  close_bin(reading);
  day_peak_ = std::max(reading, day_peak_ * kDayFade);
  smoothed_ += (reading - smoothed_) / std::min<double>(seen_, kSmoothTicks);
  LoadEstimates levels{};
  levels[of(Estimator::latest)] = static_cast<float>(reading);
  for (std::size_t i = 0; i < peaks_.size(); ++i) {
    peaks_[i] = std::max(reading, peaks_[i] * kFade[i]);
    levels[of(Estimator::peak_5m) + i] = static_cast<float>(peaks_[i]);
  }
  levels[of(Estimator::smooth_20m)] = static_cast<float>(smoothed_);
  levels[of(Estimator::trend)] = static_cast<float>(drawn_on(reading));
  levels[of(Estimator::yesterday)] = static_cast<float>(as_yesterday(reading));
  return levels;
}

}  // namespace muster::forecast
