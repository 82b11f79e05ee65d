#include "reconciler/core/place/kind_counts.hpp"

#include <algorithm>

namespace muster {

int KindCounts::of(int kind) const {
  for (const auto& [other, count] : entries()) {
    if (other == kind) return count;
  }
  return 0;
}

void KindCounts::add(int kind, int count) {
  for (auto& [other, had] : changing()) {
    if (other != kind) continue;
    had += count;
    return;
  }
  if (many_.empty() && used_ < few_.size()) {
    few_[used_++] = {kind, count};
    return;
  }
  if (many_.empty()) many_.assign(few_.begin(), few_.end());
  many_.emplace_back(kind, count);
}

void KindCounts::remove(int kind, int count) {
  const auto all = changing();
  const auto at =
      std::find_if(all.begin(), all.end(), [&](const auto& entry) { return entry.first == kind; });
  if (at == all.end()) return;
  at->second -= count;
  if (at->second > 0) return;
  *at = all.back();
  if (many_.empty()) {
    --used_;
  } else {
    many_.pop_back();
    if (many_.empty()) used_ = 0;
  }
}

}  // namespace muster
