#include "providers/sandbox/simulation/agents.hpp"

#include <algorithm>

#include "providers/sandbox/simulation/load_history.hpp"

namespace muster::sandbox {

namespace {

/// Sorted by id.
std::vector<std::int64_t> machines_that_take(const Cloud& cloud, const std::string& tag_name) {
  std::vector<std::int64_t> taking;
  const auto* tag = cloud.tags.find(tag_name);
  if (tag == nullptr) return taking;
  for (const auto id : tag->droplets) {
    const auto* droplet = cloud.droplets.find(id);
    if (droplet != nullptr && droplet->power == Power::on && !droplet->draining) taking.push_back(id);
  }
  return taking;
}

std::int64_t agents_on(const Load& load, std::int64_t droplet) {
  const auto found = load.on.find(droplet);
  return found == load.on.end() ? 0 : found->second;
}

void plan_move(Cloud& cloud, Droplet& droplet, Instant now) {
  if (droplet.moving || !droplet.draining || agents_on(cloud, droplet.id) == 0) return;
  droplet.moving = true;
  const auto takes = on_the_wall(cloud, cloud.random.delay(Delay::move_agent));
  cloud.due.emplace(now + takes, Transition{Transition::Kind::agent_moves, std::to_string(droplet.id)});
}

/// Whether an agent of this load moved from the machine to another one.
bool move_one(Cloud& cloud, Load& load, std::int64_t from) {
  if (agents_on(load, from) == 0) return false;
  const auto taking = machines_that_take(cloud, load.tag);
  const auto to = std::min_element(taking.begin(), taking.end(), [&](std::int64_t a, std::int64_t b) {
    return agents_on(load, a) < agents_on(load, b);
  });
  if (to == taking.end()) return false;
  --load.on[from];
  ++load.on[*to];
  return true;
}

}  // namespace

std::int64_t agents_on(const Cloud& cloud, std::int64_t droplet) {
  std::int64_t agents = 0;
  for (const auto& load : cloud.loads) agents += agents_on(load, droplet);
  return agents;
}

void evaluate_agents_rule(Cloud& cloud, Load& load) {
  const auto taking = machines_that_take(cloud, load.tag);
  if (taking.empty()) return;
  std::int64_t elsewhere = 0;
  for (const auto& [id, agents] : load.on)
    if (!std::binary_search(taking.begin(), taking.end(), id)) elsewhere += agents;
  const auto count = static_cast<std::int64_t>(taking.size());
  const auto mobile = load.agents - elsewhere;
  for (std::int64_t i = 0; i < count; ++i)
    load.on[taking[static_cast<std::size_t>(i)]] = mobile / count + (i < mobile % count ? 1 : 0);
}

void accept_agents(Cloud& cloud, Instant at) {
  if (cloud.loads.empty()) return;
  for (auto& load : cloud.loads) evaluate_agents_rule(cloud, load);
  for (std::size_t i = 0; i < cloud.droplets.size(); ++i) plan_move(cloud, cloud.droplets.at(i), at);
  share_loads(cloud, at);
}

void begin_drain(Cloud& cloud, Droplet& droplet, Instant now) {
  droplet.draining = true;
  plan_move(cloud, droplet, now);
}

void end_drain(Cloud& cloud, Droplet& droplet, Instant now) {
  if (!droplet.draining) return;
  droplet.draining = false;
  accept_agents(cloud, now);
}

void move_agent(Cloud& cloud, std::int64_t id, Instant at) {
  auto* droplet = cloud.droplets.find(id);
  if (droplet == nullptr) return;
  droplet->moving = false;
  if (!droplet->draining) return;
  const bool moved = std::any_of(cloud.loads.begin(), cloud.loads.end(),
                                 [&](Load& load) { return move_one(cloud, load, id); });
  if (!moved) return;  // Until a machine accepts agents; see accept_agents.
  share_loads(cloud, at);
  plan_move(cloud, *droplet, at);
}

}  // namespace muster::sandbox
