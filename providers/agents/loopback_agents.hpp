#pragma once

#include <map>
#include <string>
#include <vector>

#include "reconciler/adapters/http/http_client.hpp"
#include "reconciler/ports/agent_runtime.hpp"

namespace muster {

/// The agents of the sandbox, which moves them itself: an example of a real runtime. It uses
/// `/sandbox/machines/{id}/drain` and `/agents`, outside of the cloud's API and its rate limit. If a cloud on
/// this machine answers these pages with 404, there are no agents to move.
class LoopbackAgents final : public AgentRuntime {
 public:
  /// `url` has no slash at its end. Only this object and its one thread use the client, which outlives it.
  LoopbackAgents(HttpClient& client, std::string url) : client_(&client), url_(std::move(url)) {}

  void start(Ticket ticket, const Operation& operation) override;
  std::vector<Completion> wait(Duration at_most) override;

 private:
  struct Asked {
    Ticket ticket = 0;
    Operation operation;
    std::optional<AgentsOn> found;  ///< Before the drain request.
  };
  void send(Asked asked);
  std::optional<Completion> take(Asked asked, const Result<HttpResponse>& response);

  HttpClient* client_;
  std::string url_;
  HttpTicket next_ = 1;
  std::map<HttpTicket, Asked> under_way_;
};

}  // namespace muster
