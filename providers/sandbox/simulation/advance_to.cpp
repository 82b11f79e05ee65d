#include "providers/sandbox/simulation/advance_to.hpp"

#include <string>

#include "providers/sandbox/simulation/address.hpp"
#include "providers/sandbox/simulation/agents.hpp"
#include "providers/sandbox/simulation/complete_action.hpp"
#include "providers/sandbox/simulation/lifecycle.hpp"

namespace muster::sandbox {

namespace {

void make_transition(Cloud& cloud, const Transition& transition, Instant at) {
  switch (transition.kind) {
    case Transition::Kind::action_completes:
      complete_action(cloud, std::stoll(transition.subject), at);
      return;
    case Transition::Kind::load_balancer_ready:
      if (auto* balancer = cloud.load_balancers.find(transition.subject)) {
        balancer->busy = false;
        if (balancer->address.empty()) balancer->address = public_address(cloud.next_address++);
      }
      return;
    case Transition::Kind::firewall_applied:
      if (auto* firewall = cloud.firewalls.find(transition.subject)) firewall->applied = true;
      return;
    case Transition::Kind::volume_released:
      if (auto* volume = cloud.volumes.find(transition.subject)) volume->droplet = 0;
      return;
    case Transition::Kind::agent_moves:
      move_agent(cloud, std::stoll(transition.subject), at);
      return;
    case Transition::Kind::droplet_listed:
      if (auto* droplet = cloud.droplets.find(std::stoll(transition.subject))) droplet->hidden = false;
      return;
    case Transition::Kind::droplet_vanishes:
      remove_droplet(cloud, std::stoll(transition.subject), at);
      return;
  }
}

}  // namespace

void advance_to(Cloud& cloud, Instant now) {
  while (!cloud.due.empty() && cloud.due.begin()->first <= now) {
    const auto [at, transition] = *cloud.due.begin();
    cloud.due.erase(cloud.due.begin());
    make_transition(cloud, transition, at);
  }
}

}  // namespace muster::sandbox
