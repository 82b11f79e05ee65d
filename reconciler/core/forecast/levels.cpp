#include "reconciler/core/forecast/levels.hpp"

#include <algorithm>

namespace muster::forecast {
namespace {

constexpr std::array<double, 4> kTimeConstants = {4, 16, 40, 120};  // Ticks.
constexpr int kTicksABin = 10;
constexpr std::size_t kDay = 288;  // Bins.
constexpr std::size_t kWeek = 7 * kDay;
constexpr std::size_t kRing = 8 * kDay;
constexpr std::size_t kSlope = 5;  // Ticks that a trend is read from.
// Ratios of small numbers say little: this much is put on both sides, in vCPUs.
constexpr double kSteadying = 0.4;

}  // namespace

const char* to_string(Follower follower) {
  switch (follower) {
    case Follower::latest:
      return "latest";
    case Follower::smooth_2m:
      return "2 min smooth";
    case Follower::smooth_8m:
      return "8 min smooth";
    case Follower::smooth_20m:
      return "20 min smooth";
    case Follower::smooth_1h:
      return "1 h smooth";
    case Follower::trend:
      return "trend";
    case Follower::yesterday:
      return "yesterday";
    case Follower::last_week:
      return "last week";
  }
  return "";
}

LevelTracker::LevelTracker(int lead_ticks) : lead_ticks_(lead_ticks), bins_(kRing, 0.0F) {}

void LevelTracker::close_bin(double reading) {
  bin_sum_ += reading;
  if (++bin_size_ < kTicksABin) return;
  bins_[bins_seen_++ % kRing] = static_cast<float>(bin_sum_ / kTicksABin);
  bin_sum_ = 0;
  bin_size_ = 0;
}

/// The mean of so many bins from this one on, counted from the first ever.
double LevelTracker::binned(std::size_t from, std::size_t count) const {
  double sum = 0;
  for (std::size_t i = from; i < from + count; ++i) sum += bins_[i % kRing];
  return sum / static_cast<double>(count);
}

/// The level, changed in the proportion in which the load changed at the same time back then.
double LevelTracker::as_back_then(double level, std::size_t lag_bins) const {
  if (bins_seen_ < lag_bins + 2) return level;
  const auto then = bins_seen_ - lag_bins;
  const double change = (binned(then, 1) + kSteadying) / (binned(then - 2, 2) + kSteadying);
  return level * std::clamp(change, 0.25, 4.0);
}

Levels LevelTracker::follow(double reading) {
  ++seen_;
  newest_[static_cast<std::size_t>(seen_) % newest_.size()] = reading;
  close_bin(reading);
  Levels levels{};
  levels[0] = static_cast<float>(reading);
  for (std::size_t i = 0; i < smoothed_.size(); ++i) {
    smoothed_[i] += (reading - smoothed_[i]) / std::min<double>(seen_, kTimeConstants[i]);
    levels[i + 1] = static_cast<float>(smoothed_[i]);
  }
  double slope = 0;
  if (seen_ > static_cast<int>(kSlope)) {
    slope = (reading - newest_[(static_cast<std::size_t>(seen_) - kSlope) % newest_.size()]) / kSlope;
  }
  levels[5] =
      static_cast<float>(std::clamp(reading + slope * (lead_ticks_ + 1), 0.5 * reading, 2.0 * reading));
  const double level = bins_seen_ < 2 ? smoothed_[1] : binned(bins_seen_ - 2, 2);
  levels[6] = static_cast<float>(as_back_then(level, kDay));
  levels[7] = static_cast<float>(as_back_then(level, kWeek));
  return levels;
}

}  // namespace muster::forecast
