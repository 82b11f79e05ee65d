#include "providers/agents/loopback_agents.hpp"

#include <catch2/catch.hpp>

#include "tests/support/scripted_http_client.hpp"

namespace muster {
namespace {

const MachineId kMachine{"4711"};

/// The answer to one call, and "GET /path" of each request that it took.
struct AgentsAnswer {
  Result<Reply> reply;
  std::vector<std::string> requests;
};
AgentsAnswer ask(const Operation& operation, std::vector<std::pair<int, std::string>> script) {
  ScriptedHttpClient client;
  for (auto& [status, body] : script) client.answer(status, std::move(body));
  LoopbackAgents agents(client, "http://127.0.0.1:8080");
  agents.start(5, operation);
  std::vector<Completion> answers;
  for (int i = 0; i < 3 && answers.empty(); ++i) answers = agents.wait(1s);
  REQUIRE(answers.size() == 1);
  CHECK(answers[0].ticket == 5);
  AgentsAnswer told{answers[0].reply, {}};
  for (const auto& request : client.requests())
    told.requests.push_back(request.method + " " +
                            request.url.substr(std::string("http://127.0.0.1:8080").size()));
  return told;
}

}  // namespace

TEST_CASE("a drain tells how many agents it found") {
  const auto told = ask(call::DrainMachine{kMachine}, {{200, R"({"agents":7,"draining":false})"}, {202, ""}});
  CHECK(told.requests ==
        std::vector<std::string>{"GET /sandbox/machines/4711/agents", "PUT /sandbox/machines/4711/drain"});
  CHECK(std::get<AgentsOn>(*told.reply) == AgentsOn{7, true});
}

TEST_CASE("a machine is let have agents again") {
  const auto told = ask(call::UndrainMachine{kMachine}, {{204, ""}});
  CHECK(told.requests == std::vector<std::string>{"DELETE /sandbox/machines/4711/drain"});
  CHECK(std::holds_alternative<Accepted>(*told.reply));
}

TEST_CASE("the agents of a machine are looked at") {
  const auto told = ask(call::GetAgents{kMachine}, {{200, R"({"agents":2,"draining":true})"}});
  CHECK(told.requests == std::vector<std::string>{"GET /sandbox/machines/4711/agents"});
  CHECK(std::get<AgentsOn>(*told.reply) == AgentsOn{2, true});
}

TEST_CASE("what the runtime cannot do is told by kind") {
  struct Row {
    const char* that;
    Operation operation;
    std::vector<std::pair<int, std::string>> script;
    ErrorKind kind;
  };
  const Operation drain = call::DrainMachine{kMachine}, look = call::GetAgents{kMachine};
  const std::string seven = R"({"agents":7,"draining":false})";
  for (const auto& row : {
           Row{"a machine that it does not know", look, {{404, ""}}, ErrorKind::not_found},
           Row{"a machine that it does not know, to drain", drain, {{404, ""}}, ErrorKind::not_found},
           Row{"a drain that failed on the way may have begun",
               drain,
               {{200, seven}, {500, ""}},
               ErrorKind::unknown_outcome},
           Row{"a look that failed", look, {{503, ""}}, ErrorKind::io},
           Row{"a refusal", drain, {{200, seven}, {400, ""}}, ErrorKind::invalid},
           Row{"an answer without a number", look, {{200, R"({"draining":false})"}}, ErrorKind::invalid},
           Row{"nobody there", look, {}, ErrorKind::io},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto told = ask(row.operation, row.script);
      REQUIRE_FALSE(told.reply.ok());
      CHECK(told.reply.error().kind == row.kind);
    }
  }
}

}  // namespace muster
