#include "reconciler/core/forecast/boot_times.hpp"

#include <algorithm>
#include <vector>

namespace muster::forecast {

constexpr std::size_t kRemembered = 50;
constexpr std::size_t kFewest = 3;

void BootTimes::note(Duration took) {
  seconds.push_back(std::chrono::duration_cast<std::chrono::seconds>(took).count());
  if (seconds.size() > kRemembered) seconds.pop_front();
}

std::optional<Duration> BootTimes::percentile(int percent) const {
  if (seconds.size() < kFewest) return std::nullopt;
  std::vector<std::int64_t> sorted(seconds.begin(), seconds.end());
  std::sort(sorted.begin(), sorted.end());
  // The nearest rank, rounded up.
  const auto rank = (sorted.size() * static_cast<std::size_t>(percent) + 99) / 100;
  return std::chrono::seconds(sorted[std::clamp<std::size_t>(rank, 1, sorted.size()) - 1]);
}

}  // namespace muster::forecast
