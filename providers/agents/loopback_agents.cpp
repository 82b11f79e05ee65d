#include "providers/agents/loopback_agents.hpp"

#include <fmt/format.h>

#include <utility>

#include "reconciler/adapters/json/json_document.hpp"
#include "reconciler/adapters/json/json_fields.hpp"

namespace muster {
namespace {

/// It is on this machine and answers at once, or not at all.
constexpr Duration kAnswersWithin = std::chrono::seconds(5);

std::string machine_in(const Operation& operation) {
  if (const auto* drain = std::get_if<call::DrainMachine>(&operation)) return drain->id.value;
  if (const auto* undrain = std::get_if<call::UndrainMachine>(&operation)) return undrain->id.value;
  return std::get<call::GetAgents>(operation).id.value;
}

Error error_of(const HttpResponse& response, bool looks) {
  const auto what = fmt::format("the agents' runtime answered {}", response.status);
  if (response.status == 404) return {ErrorKind::not_found, what};
  if (response.status >= 500) return {looks ? ErrorKind::io : ErrorKind::unknown_outcome, what};
  return {ErrorKind::invalid, what};
}

Result<AgentsOn> agents_in(const std::string& body) {
  const auto document = JsonDocument::parse(body);
  if (!document) return document.error();
  JsonFields in(document->root());
  const AgentsOn agents{static_cast<int>(in.integer("agents")), in.boolean("draining")};
  if (in.failed()) return in.error();
  return agents;
}

}  // namespace

void LoopbackAgents::start(Ticket ticket, const Operation& operation) {
  send({ticket, operation, std::nullopt});
}

void LoopbackAgents::send(Asked asked) {
  const bool drains = std::holds_alternative<call::DrainMachine>(asked.operation);
  // Their number is known only before they begin to move.
  const bool looks = std::holds_alternative<call::GetAgents>(asked.operation) || (drains && !asked.found);
  HttpRequest request;
  request.method = looks ? "GET" : drains ? "PUT" : "DELETE";
  request.url = fmt::format("{}/sandbox/machines/{}/{}", url_, percent_encoded(machine_in(asked.operation)),
                            looks ? "agents" : "drain");
  request.timeout = kAnswersWithin;
  const auto http = next_++;
  under_way_.emplace(http, std::move(asked));
  client_->start(http, std::move(request));
}

std::optional<Completion> LoopbackAgents::take(Asked asked, const Result<HttpResponse>& response) {
  const auto ends = [&](Result<Reply> reply) { return Completion{asked.ticket, std::move(reply)}; };
  const bool drains = std::holds_alternative<call::DrainMachine>(asked.operation);
  const bool looked = std::holds_alternative<call::GetAgents>(asked.operation) || (drains && !asked.found);
  const auto doing = describe(asked.operation);
  if (!response) return ends(response.error().during(doing));
  if (response->status < 200 || response->status > 299)
    return ends(error_of(*response, looked).during(doing));
  if (!looked) return ends(drains ? Reply(AgentsOn{asked.found->running, true}) : Reply(Accepted{}));
  const auto agents = agents_in(response->body);
  if (!agents) return ends(agents.error().during(doing));
  if (!drains) return ends(Reply(*agents));
  asked.found = *agents;
  send(std::move(asked));
  return std::nullopt;
}

std::vector<Completion> LoopbackAgents::wait(Duration at_most) {
  std::vector<Completion> answers;
  for (const auto& completion : client_->wait(at_most)) {
    const auto found = under_way_.find(completion.ticket);
    if (found == under_way_.end()) continue;
    auto asked = std::move(found->second);
    under_way_.erase(found);
    if (auto answer = take(std::move(asked), completion.response)) answers.push_back(*std::move(answer));
  }
  return answers;
}

}  // namespace muster
