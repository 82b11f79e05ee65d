#include "reconciler/core/reading/growth.hpp"

#include <algorithm>
#include <vector>

namespace muster {
namespace {

constexpr Duration kReachesBack = 6h;
constexpr Duration kLeastSpanOfGrowth = 1h;
constexpr std::int64_t kHour = Duration(1h).count();
constexpr std::size_t kFewest = 10;
constexpr std::size_t kReadingsDrawnOn = 60;

std::vector<Sample> spread_out(const Series& series, Instant from, Instant now) {
  std::vector<Sample> good;
  for (auto at = series.rbegin(); at != series.rend() && at->at > from; ++at) {
    if (at->at <= now && at->quality == Quality::ok) good.push_back(*at);
  }
  if (good.size() <= kReadingsDrawnOn) return good;
  std::vector<Sample> some;
  for (std::size_t i = 0; i < kReadingsDrawnOn; ++i)
    some.push_back(good[i * (good.size() - 1) / (kReadingsDrawnOn - 1)]);
  return some;
}

}  // namespace

std::optional<Growth> growth_of(const Series& series, Instant ignore_until, Instant now) {
  const auto samples = spread_out(series, std::max(now - kReachesBack, ignore_until), now);
  if (samples.size() < kFewest) return std::nullopt;
  const auto spanned = samples.front().at - samples.back().at;
  if (spanned < kLeastSpanOfGrowth) return std::nullopt;
  std::vector<std::int64_t> slopes;
  slopes.reserve(samples.size() * samples.size() / 2);
  for (std::size_t later = 0; later < samples.size(); ++later) {
    for (std::size_t earlier = later + 1; earlier < samples.size(); ++earlier) {
      const auto apart = (samples[later].at - samples[earlier].at).count();
      if (apart <= 0) continue;
      const auto grown = samples[later].value - samples[earlier].value;
      slopes.push_back(scaled(grown, kHour, apart).in_milli());
    }
  }
  if (slopes.empty()) return std::nullopt;
  const auto middle = slopes.begin() + static_cast<std::ptrdiff_t>(slopes.size() / 2);
  std::nth_element(slopes.begin(), middle, slopes.end());
  return Growth{Measure::milli(*middle), spanned, static_cast<int>(samples.size())};
}

Measure fullest_bearable(const Growth& growth, Duration within) {
  if (growth.an_hour <= Measure()) return kFull;
  const auto grown = scaled(growth.an_hour, within.count(), kHour);
  return std::max(Measure(), kFull - grown);
}

}  // namespace muster
