#include "reconciler/adapters/readings/push/sender_watch.hpp"

#include <algorithm>

namespace muster {
namespace {

/// A mark that was not seen for this long has no meaning any longer.
constexpr Duration kMarkCounts = std::chrono::hours(1);
/// A delayed sample may arrive late once or twice; those of a second sender do so every time.
constexpr int kTooManyBetween = 3;
constexpr std::size_t kMostMarks = 16;
constexpr std::size_t kMostSpans = 8;

}  // namespace

void SenderWatch::hear(const HeardPush& push, Instant now) {
  std::erase_if(marks_, [&](const auto& mark) { return now - mark.second.last > kMarkCounts; });
  std::erase_if(between_, [&](const Between& seen) { return now - seen.heard > kSecondSenderLeaves; });
  const auto known = marks_.find(push.mark);
  if (known != marks_.end() && push.mark != current_) {
    const auto other = marks_.find(current_);
    show(other == marks_.end() ? push.oldest : other->second.oldest, now);
  }
  if (push.mark.empty() && push.between > 0) {
    between_.push_back({push.between, push.first_between, now});
    int count = 0;
    auto first = push.first_between;
    for (const auto& seen : between_) {
      count += seen.count;
      first = std::min(first, seen.first);
    }
    if (count >= kTooManyBetween) show(first, now);
  }
  marks_.try_emplace(push.mark, Heard{push.oldest, now}).first->second.last = now;
  if (marks_.size() > kMostMarks)
    marks_.erase(std::min_element(marks_.begin(), marks_.end(), [](const auto& a, const auto& b) {
      return a.second.last < b.second.last;
    }));
  current_ = push.mark;
}

void SenderWatch::show(Instant from, Instant now) {
  if (!spans_.empty() && two_senders(now)) {
    spans_.back().from = std::min(spans_.back().from, from);
    spans_.back().last = now;
    return;
  }
  if (spans_.size() == kMostSpans) spans_.erase(spans_.begin());
  spans_.push_back({from, now});
}

bool SenderWatch::two_senders(Instant now) const {
  return !spans_.empty() && now - spans_.back().last < kSecondSenderLeaves;
}

bool SenderWatch::mixed(Instant at, Instant now) const {
  if (two_senders(now) && at >= spans_.back().from) return true;
  return std::any_of(spans_.begin(), spans_.end(),
                     [&](const Span& span) { return at >= span.from && at <= span.last; });
}

bool SenderWatch::forget(Instant oldest) {
  std::erase_if(spans_, [&](const Span& span) { return span.last < oldest; });
  std::erase_if(marks_, [&](const auto& mark) { return mark.second.last < oldest; });
  return spans_.empty() && marks_.empty();
}

}  // namespace muster
