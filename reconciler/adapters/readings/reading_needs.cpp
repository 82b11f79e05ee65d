#include "reconciler/adapters/readings/reading_needs.hpp"

#include <algorithm>

namespace muster {

ReadingNeeds needs_of(const std::vector<Policy>& policies) {
  ReadingNeeds needs;
  for (const auto& policy : policies) {
    const auto* threshold = std::get_if<Threshold>(&policy.rule);
    if (threshold == nullptr) continue;
    for (const auto& rule : threshold->rules) {
      // A window may bear gaps of a fifth of its length before it begins.
      const auto window = rule.lasting + rule.lasting / 4 + policy.stabilise_down;
      needs.fine = std::max(needs.fine, window + std::chrono::minutes(5));
      if (rule.times_normal) needs.day.insert(rule.metric);
    }
  }
  needs.fine = std::min(needs.fine, kLongestMemory);
  return needs;
}

}  // namespace muster
