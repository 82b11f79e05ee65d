#include "reconciler/core/reconcile/change_backoff.hpp"

#include <algorithm>

namespace muster {
namespace {

constexpr Duration kFirstPause = std::chrono::minutes(1);
constexpr Duration kLongestPause = std::chrono::minutes(30);

Duration pause_after(int failures) {
  auto pause = kFirstPause;
  for (int i = 1; i < failures && pause < kLongestPause; ++i) pause *= 2;
  return std::min(pause, kLongestPause);
}

}  // namespace

void ChangeBackoff::record(const ApplyReport& report, Instant now) {
  // Ended long ago: the same change counts as a new one.
  std::erase_if(paused_, [&](const auto& entry) { return now - entry.second.until > kLongestPause; });
  for (const auto& change : report.changes) {
    if (std::holds_alternative<Succeeded>(change.outcome)) paused_.erase(change.change);
    if (!std::holds_alternative<Failed>(change.outcome)) continue;
    auto& pause = paused_[change.change];
    ++pause.failures;
    pause.until = now + pause_after(pause.failures);
  }
}

std::optional<ChangeBackoff::Pause> ChangeBackoff::pause_of(const std::vector<Change>& changes,
                                                            Instant now) const {
  std::optional<Pause> longest;
  for (const auto& change : changes) {
    const auto found = paused_.find(change.id);
    if (found == paused_.end() || found->second.until <= now) continue;
    if (!longest || longest->until < found->second.until) longest = found->second;
  }
  return longest;
}

}  // namespace muster
