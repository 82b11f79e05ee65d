#include "reconciler/core/plan/order/order.hpp"

#include <algorithm>
#include <cassert>
#include <functional>
#include <queue>

#include "reconciler/core/plan/change/address.hpp"
#include "reconciler/core/plan/order/precedence.hpp"

namespace muster {
namespace {

using Links = std::vector<std::vector<std::size_t>>;

/// Positions in an order where each is after all that it waits for; of several possible ones, the smallest.
std::vector<std::size_t> sorted_by_precedence(const Links& waits_for) {
  std::vector<std::size_t> open(waits_for.size(), 0);
  Links blocks(waits_for.size());
  for (std::size_t i = 0; i < waits_for.size(); ++i) {
    open[i] = waits_for[i].size();
    for (const auto earlier : waits_for[i]) blocks[earlier].push_back(i);
  }
  std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> ready;
  for (std::size_t i = 0; i < open.size(); ++i) {
    if (open[i] == 0) ready.push(i);
  }
  std::vector<std::size_t> sorted;
  sorted.reserve(waits_for.size());
  while (!ready.empty()) {
    const auto next = ready.top();
    ready.pop();
    sorted.push_back(next);
    for (const auto later : blocks[next]) {
      if (--open[later] == 0) ready.push(later);
    }
  }
  assert(sorted.size() == waits_for.size() && "the order of the changes has a cycle");
  return sorted;
}

}  // namespace

void order(const Fleet& fleet, std::vector<Change>& changes) {
  sort_by_address(changes);
  const auto precedence = precedence_of(fleet, changes);
  const auto& waits_for = precedence.waits_for();
  for (std::size_t i = 0; i < changes.size(); ++i) {
    auto& after = changes[i].after;
    after.clear();
    after.reserve(waits_for[i].size());
    for (const auto earlier : waits_for[i]) after.push_back(changes[earlier].id);
    std::sort(after.begin(), after.end());
    after.erase(std::unique(after.begin(), after.end()), after.end());
  }
  std::vector<Change> ordered;
  ordered.reserve(changes.size());
  for (const auto i : sorted_by_precedence(waits_for)) ordered.push_back(std::move(changes[i]));
  changes = std::move(ordered);
}

}  // namespace muster
