#pragma once

#include <memory>
#include <vector>

#include "reconciler/ports/agent_runtime.hpp"
#include "reconciler/ports/clock.hpp"

namespace muster {

/// A cloud together with the runtime of the agents on its machines: calls about agents are sent to the
/// runtime, all others to the cloud.
class ProviderWithAgents final : public Provider {
 public:
  ProviderWithAgents(std::unique_ptr<Provider> inside, std::unique_ptr<AgentRuntime> agents, Clock& clock);

  const Capabilities& capabilities() const override { return capabilities_; }
  Result<ActualState> observe(const Fleet& fleet, Instant now) override {
    return inside_->observe(fleet, now);
  }
  std::vector<Result<Reply>> look(const std::vector<Operation>& looks) override {
    return inside_->look(looks);
  }
  Result<PriceList> prices() override { return inside_->prices(); }
  void start(Ticket ticket, const Operation& operation) override;
  std::vector<Completion> wait(Duration at_most) override;

 private:
  std::vector<Completion> from_agents(Duration at_most);
  std::vector<Completion> from_inside(Duration at_most);

  std::unique_ptr<Provider> inside_;
  std::unique_ptr<AgentRuntime> agents_;
  Clock* clock_;
  Capabilities capabilities_;
  std::size_t under_way_inside_ = 0;
  std::size_t under_way_agents_ = 0;
};

}  // namespace muster
