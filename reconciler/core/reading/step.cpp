#include "reconciler/core/reading/step.hpp"

#include <algorithm>
#include <vector>

namespace muster {
namespace {

constexpr std::size_t kGaps = 12;
constexpr std::size_t kFewestGaps = 3;
constexpr Duration kLeastSpanOfGaps = 1min;
constexpr std::size_t kReadingsLookedAt = 120;

}  // namespace

std::optional<Duration> learnt_step(const Series& series, Duration expected, Instant now) {
  const auto one_report = std::max<Duration>(expected / 2, 1s);
  auto at = std::upper_bound(series.begin(), series.end(), now,
                             [](Instant wanted, const Sample& sample) { return wanted < sample.at; });
  std::vector<Duration> gaps;
  gaps.reserve(kGaps);
  Duration span{0};
  std::optional<Instant> later;
  for (std::size_t looked = 0; at != series.begin() && looked < kReadingsLookedAt && gaps.size() < kGaps;
       ++looked) {
    --at;
    if (at->quality != Quality::ok) {
      later.reset();  // A gap over a failed reading is no interval.
      continue;
    }
    if (later && *later - at->at < one_report) continue;
    if (later) {
      gaps.push_back(*later - at->at);
      span += gaps.back();
    }
    later = at->at;
  }
  if (gaps.size() < kFewestGaps || span < kLeastSpanOfGaps) return std::nullopt;
  const auto middle = gaps.begin() + static_cast<std::ptrdiff_t>((gaps.size() - 1) / 2);
  std::nth_element(gaps.begin(), middle, gaps.end());
  return *middle;
}

}  // namespace muster
