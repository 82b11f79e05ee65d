#include "providers/sandbox/simulation/agent_count.hpp"

namespace muster::sandbox {

AgentCount count_agents(const Cloud& cloud) {
  AgentCount count;
  for (const auto& load : cloud.loads) {
    std::int64_t running = 0;
    for (const auto& [id, agents] : load.on) {
      const auto* droplet = cloud.droplets.find(id);
      if (droplet != nullptr && droplet->power == Power::on) running += agents;
    }
    count.running += running;
    count.down += load.agents - running;
  }
  return count;
}

}  // namespace muster::sandbox
