#include "providers/sandbox/simulation/set_load.hpp"

#include <string>
#include <vector>

#include "providers/sandbox/simulation/agent_count.hpp"
#include "providers/sandbox/simulation/agents.hpp"
#include "providers/sandbox/simulation/load_history.hpp"

namespace muster::sandbox {

namespace {

std::vector<Droplet*> machines_on(Cloud& cloud, const std::string& tag_name) {
  std::vector<Droplet*> on;
  const auto* tag = cloud.tags.find(tag_name);
  if (tag == nullptr) return on;
  for (const auto id : tag->droplets)
    if (auto* droplet = cloud.droplets.find(id); droplet != nullptr && droplet->power == Power::on)
      on.push_back(droplet);
  return on;
}

}  // namespace

void set_load(Cloud& cloud, const Load& load, Instant since) {
  const auto machines = machines_on(cloud, load.tag);
  std::erase_if(cloud.loads, [&](const Load& other) { return folded(other.tag) == folded(load.tag); });
  if (load.agents > 0) {
    cloud.loads.push_back(load);
    evaluate_agents_rule(cloud, cloud.loads.back());
  }
  for (auto* droplet : machines) {
    auto& past = droplet->past;
    const bool young = past.empty() || past.front().from > since;
    std::erase_if(past, [&](const LoadStretch& stretch) { return stretch.from >= since; });
    note_stretch(cloud, *droplet, {}, young || past.empty(), since);
  }
  cloud.record.agents_running_min = count_agents(cloud).running;
  share_loads(cloud, since);
}

}  // namespace muster::sandbox
