#include "reconciler/adapters/readings/reading_needs.hpp"

#include <algorithm>

namespace muster {
namespace {

/// Recommenders are stored every ten minutes and learn the later readings again.
constexpr Duration kHeadroomsCatchUp = std::chrono::minutes(15);

}  // namespace

ReadingNeeds needs_of(const std::vector<Policy>& policies) {
  ReadingNeeds needs;
  for (const auto& policy : policies) {
    if (const auto* target = std::get_if<Target>(&policy.rule)) {
      // The window, and the same time before it for the edge.
      auto window = std::max(target->react, policy.stabilise_down) * 2;
      if (is_learned(target->headroom)) window = std::max(window, kHeadroomsCatchUp);
      needs.fine = std::max(needs.fine, window + std::chrono::minutes(5));
    }
    const auto* threshold = std::get_if<Threshold>(&policy.rule);
    if (threshold == nullptr) continue;
    for (const auto& rule : threshold->rules) {
      // A window may have gaps of a fifth of its length before it begins.
      const auto window = rule.lasting + rule.lasting / 4 + policy.stabilise_down;
      needs.fine = std::max(needs.fine, window + std::chrono::minutes(5));
      if (rule.full_within > Duration(0)) needs.day.insert(rule.metric);
      if (rule.times_normal) needs.day.insert(rule.metric);
    }
  }
  needs.fine = std::min(needs.fine, kLongestMemory);
  return needs;
}

}  // namespace muster
