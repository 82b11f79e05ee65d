#include "providers/around/with_agents.hpp"

#include <algorithm>
#include <utility>

#include "reconciler/ports/steady_time.hpp"

namespace muster {

ProviderWithAgents::ProviderWithAgents(std::unique_ptr<Provider> inside, std::unique_ptr<AgentRuntime> agents,
                                       Clock& clock)
    : inside_(std::move(inside)),
      agents_(std::move(agents)),
      clock_(&clock),
      capabilities_(inside_->capabilities()) {
  capabilities_.moves_agents = true;
}

void ProviderWithAgents::start(Ticket ticket, const Operation& operation) {
  if (is_about_agents(operation)) {
    ++under_way_agents_;
    agents_->start(ticket, operation);
  } else {
    ++under_way_inside_;
    inside_->start(ticket, operation);
  }
}

std::vector<Completion> ProviderWithAgents::from_agents(Duration at_most) {
  auto answers = agents_->wait(at_most);
  under_way_agents_ -= std::min(under_way_agents_, answers.size());
  return answers;
}

std::vector<Completion> ProviderWithAgents::from_inside(Duration at_most) {
  auto answers = inside_->wait(at_most);
  under_way_inside_ -= std::min(under_way_inside_, answers.size());
  return answers;
}

std::vector<Completion> ProviderWithAgents::wait(Duration at_most) {
  if (under_way_agents_ == 0) return from_inside(at_most);
  if (under_way_inside_ == 0) return from_agents(at_most);
  // The two cannot be waited for together, so they alternate at short intervals.
  constexpr Duration kTurn = std::chrono::milliseconds(10);
  const auto until = steady_now(*clock_) + at_most;
  while (true) {
    const auto now = steady_now(*clock_);
    const auto turn = std::min(kTurn, std::max(until - now, Duration(0)));
    if (auto answers = from_agents(turn); !answers.empty()) return answers;
    if (auto answers = from_inside(turn); !answers.empty()) return answers;
    // A clock that does not advance never reaches the end.
    if (steady_now(*clock_) >= until || steady_now(*clock_) == now) return {};
  }
}

}  // namespace muster
