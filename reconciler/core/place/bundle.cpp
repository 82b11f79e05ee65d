#include "reconciler/core/place/bundle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace muster {
namespace {

/// Returns the number of kinds between a kind and the first one of its chain.
int depth_of(const std::vector<KindRules>& rules, int kind) {
  int depth = 0;
  for (int at = rules[static_cast<std::size_t>(kind)].beside; at >= 0;
       at = rules[static_cast<std::size_t>(at)].beside) {
    ++depth;
  }
  return depth;
}

void add_to(Bundle& bundle, int agent, const AgentToPlace& what) {
  bundle.followers.push_back(agent);
  bundle.requests += what.requests;
  for (auto& [kind, count] : bundle.others) {
    if (kind != what.kind) continue;
    ++count;
    return;
  }
  bundle.others.emplace_back(what.kind, 1);
}

/// Bundles with an agent of a kind, as targets for followers: the one with the fewest so far is next.
class Leaders {
 public:
  Leaders(int kind, const std::vector<Bundle>& bundles) {
    for (std::size_t i = 0; i < bundles.size(); ++i) {
      const auto& others = bundles[i].others;
      const bool follows =
          std::any_of(others.begin(), others.end(), [&](const auto& entry) { return entry.first == kind; });
      if (bundles[i].kind != kind && !follows) continue;
      everywhere_.emplace(0, static_cast<int>(i));
      if (bundles[i].on >= 0) on_machine_[bundles[i].on].emplace(0, static_cast<int>(i));
    }
  }

  /// The bundle for the next follower that runs on this machine (-1: on none); -1 if there is no leader.
  int next(int on) {
    const auto found = on_machine_.find(on);
    auto& queue = found == on_machine_.end() ? everywhere_ : found->second;
    if (queue.empty()) return -1;
    const auto [followers, bundle] = *queue.begin();
    queue.erase(queue.begin());
    queue.emplace(followers + 1, bundle);
    return bundle;
  }

 private:
  using Queue = std::set<std::pair<int, int>>;  ///< Number of followers, and the bundle.
  Queue everywhere_;
  std::map<int, Queue> on_machine_;
};

}  // namespace

std::vector<Bundle> bundle_agents(const PlaceTask& task, const std::vector<KindRules>& rules,
                                  std::vector<Unplaced>& unplaced) {
  std::vector<std::vector<int>> of_kind(rules.size());
  for (std::size_t i = 0; i < task.agents.size(); ++i) {
    of_kind[static_cast<std::size_t>(task.agents[i].kind)].push_back(static_cast<int>(i));
  }
  std::vector<std::pair<int, int>> order;  // Leaders before the agents beside them.
  for (std::size_t kind = 0; kind < rules.size(); ++kind) {
    if (rules[kind].problem.empty()) {
      order.emplace_back(depth_of(rules, static_cast<int>(kind)), static_cast<int>(kind));
      continue;
    }
    for (const int agent : of_kind[kind]) unplaced.push_back({agent, rules[kind].problem});
  }
  std::sort(order.begin(), order.end());

  std::vector<Bundle> bundles;
  bundles.reserve(task.agents.size());
  for (const auto& [depth, kind] : order) {
    const auto beside = rules[static_cast<std::size_t>(kind)].beside;
    Leaders leaders(beside, bundles);
    for (const int agent : of_kind[static_cast<std::size_t>(kind)]) {
      const auto& what = task.agents[static_cast<std::size_t>(agent)];
      const int on = what.on.value_or(-1);
      if (beside < 0) {
        bundles.emplace_back(agent, what);
      } else if (const int leader = leaders.next(on); leader >= 0) {
        add_to(bundles[static_cast<std::size_t>(leader)], agent, what);
      } else {
        unplaced.push_back({agent, fmt::format("there is no agent of kind {} to run beside",
                                               task.kinds[static_cast<std::size_t>(beside)].name)});
      }
    }
  }
  return bundles;
}

}  // namespace muster
