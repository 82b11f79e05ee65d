#pragma once

#include <map>
#include <string>
#include <vector>

#include "reconciler/adapters/http/http_client.hpp"
#include "reconciler/ports/agent_runtime.hpp"

namespace muster {

/// The agents of the loopback cloud, which moves them itself: practice for a runtime that does it in earnest.
/// Speaks to `/sandbox/machines/{id}/drain` and `/agents`, outside the cloud's API and its rate limit. A
/// cloud on this machine that has no such pages answers 404, and then there are no agents to move.
class LoopbackAgents final : public AgentRuntime {
 public:
  /// `url` has no slash at its end. The client is used by one thread, by nobody else, and outlives this.
  LoopbackAgents(HttpClient& client, std::string url) : client_(&client), url_(std::move(url)) {}

  void start(Ticket ticket, const Operation& operation) override;
  std::vector<Completion> wait(Duration at_most) override;

 private:
  struct Asked {
    Ticket ticket = 0;
    Operation operation;
    std::optional<AgentsOn> found;  ///< Before a drain was asked for.
  };
  void send(Asked asked);
  std::optional<Completion> take(Asked asked, const Result<HttpResponse>& response);

  HttpClient* client_;
  std::string url_;
  HttpTicket next_ = 1;
  std::map<HttpTicket, Asked> under_way_;
};

}  // namespace muster
