#include "reconciler/core/place/keep_in_place.hpp"

#include <algorithm>

namespace muster {
namespace {

/// Bundles that run somewhere, the smallest requests first.
std::vector<int> smallest_first(const PlacementDraft& draft) {
  std::vector<int> order;
  for (std::size_t i = 0; i < draft.bundles.size(); ++i) {
    if (draft.bundles[i].on >= 0) order.push_back(static_cast<int>(i));
  }
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
    return draft.bundles[static_cast<std::size_t>(a)].requests <
           draft.bundles[static_cast<std::size_t>(b)].requests;
  });
  return order;
}

/// The number of agents of a kind that must leave each region: after the new ones are placed, regions differ
/// by at most `skew`. `counts`: the present number by region.
std::vector<int> to_leave(std::vector<int> counts, int coming, int skew) {
  std::vector<int> leaving(counts.size());
  for (; coming > 0; --coming) ++*std::min_element(counts.begin(), counts.end());
  while (true) {
    const auto [least, most] = std::minmax_element(counts.begin(), counts.end());
    if (*most - *least <= skew) return leaving;
    ++leaving[static_cast<std::size_t>(most - counts.begin())];
    --*most;
    ++*least;
  }
}

void even_out(PlacementDraft& draft, int kind, const std::vector<int>& order) {
  const auto regions = draft.rules_for(kind).regions();
  if (regions.empty()) return;
  std::vector<int> counts(regions.size());
  std::vector<std::size_t> place(static_cast<std::size_t>(draft.regions.size()));
  for (std::size_t i = 0; i < regions.size(); ++i) place[static_cast<std::size_t>(regions[i])] = i;
  int coming = 0;
  const auto region_of = [&](const Bundle& bundle) {
    return place[static_cast<std::size_t>(draft.machine(bundle.host).region)];
  };
  for (const auto& bundle : draft.bundles) {
    if (bundle.kind != kind) continue;
    if (bundle.host < 0) {
      ++coming;
    } else {
      ++counts[region_of(bundle)];
    }
  }
  auto leaving = to_leave(counts, coming, draft.rules_for(kind).most_region_skew);
  for (const int number : order) {
    const auto& bundle = draft.bundle(number);
    if (bundle.kind != kind || bundle.host < 0) continue;
    if (leaving[region_of(bundle)]-- > 0) draft.take_off(number);
  }
}

}  // namespace

void keep_in_place(PlacementDraft& draft) {
  const auto order = smallest_first(draft);
  for (const int number : order) {
    const auto& bundle = draft.bundle(number);
    if (draft.takes(draft.machine(bundle.on), bundle)) draft.put(number, bundle.on);
  }
  for (std::size_t kind = 0; kind < draft.rules.size(); ++kind) {
    if (draft.rules[kind].most_region_skew > 0) even_out(draft, static_cast<int>(kind), order);
  }
}

}  // namespace muster
