#include "reconciler/core/apply/rate_budget.hpp"

#include <algorithm>

namespace muster {

void RateBudget::forget(Instant now) {
  while (!sent_.empty() && sent_.front() + window_ <= now) sent_.pop_front();
  // The reported time is over: one request may find out the new number.
  if (remaining_ && *remaining_ <= 0 && under_way_ == 0 && held_until_ <= now) remaining_ = 1;
}

int RateBudget::free_at(Instant now) {
  forget(now);
  if (now < held_until_) return 0;
  const int in_window = burst_ - static_cast<int>(sent_.size());
  return std::max(0, remaining_ ? std::min(in_window, *remaining_) : in_window);
}

Instant RateBudget::next_at(Instant now) {
  if (free_at(now) > 0) return now;
  auto at = std::max(now, held_until_);
  if (static_cast<int>(sent_.size()) >= burst_) at = std::max(at, sent_.front() + window_);
  return at;
}

int RateBudget::affordable(Instant now, Duration patience) {
  const auto later = burst_ * static_cast<int>(patience / std::max(window_, Duration(1)));
  const auto all = free_at(now) + later;
  return remaining_ ? std::min(all, std::max(0, *remaining_)) : all;
}

void RateBudget::sent(Instant now) {
  forget(now);
  sent_.push_back(now);
  ++under_way_;
  if (remaining_) --*remaining_;
}

void RateBudget::answered(const RateNotice& notice, Instant now) {
  under_way_ = std::max(0, under_way_ - 1);
  if (notice.remaining) {
    // The cloud's figure excludes requests that were sent after it counted.
    remaining_ = std::max(0, *notice.remaining - under_way_);
    if (*notice.remaining <= 0 && notice.resets_in)
      held_until_ = std::max(held_until_, now + *notice.resets_in);
  }
  if (notice.stay_away) held_until_ = std::max(held_until_, now + *notice.stay_away);
}

}  // namespace muster
