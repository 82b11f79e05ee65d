#include "reconciler/core/simulate/policy_diff/review.hpp"

#include <algorithm>

namespace muster {

std::optional<Instant> Review::parts_at() const {
  const auto same = [](const ReplayedChange& a, const ReplayedChange& b) {
    return a.at == b.at && a.message == b.message;
  };
  const auto [one, other] = std::mismatch(before.changes.begin(), before.changes.end(), after.changes.begin(),
                                          after.changes.end(), same);
  const bool ends = one == before.changes.end();
  const bool other_ends = other == after.changes.end();
  if (ends && other_ends) return std::nullopt;
  if (ends) return other->at;
  return other_ends ? one->at : std::min(one->at, other->at);
}

}  // namespace muster
