#include "providers/digitalocean/digitalocean_provider.hpp"

#include "tests/providers/digitalocean/scene.hpp"

namespace muster::digitalocean {
namespace {

const char* const kAction = R"({"action":{"id":77,"status":"in-progress","type":"power_off"}})";

call::CreateMachine a_named_machine() {
  call::CreateMachine create;
  create.name = "fpai-worker-1";
  create.tags = {"muster-fleet:fpai"};
  return create;
}

}  // namespace

TEST_CASE("what an answer comes to") {
  const MachineId id("1");
  struct Row {
    const char* that;
    Operation operation;
    HttpResponse response;
    Reply expected;
  };
  using Phase = OperationState::Phase;
  const std::vector<Row> rows = {
      {"a machine is being made", a_named_machine(),
       ok(R"({"droplet":{"id":5},"links":{"actions":[{"id":9,"rel":"create"}]}})", 202),
       Accepted{"5", OperationId("9")}},
      {"a machine is being made, no action told", a_named_machine(), ok(R"({"droplet":{"id":5}})", 202),
       Accepted{"5", {}}},
      {"an action runs", call::PowerOff{id}, ok(kAction, 201), Accepted{"", OperationId("77")}},
      {"an action that is over already", call::PowerOff{id},
       ok(R"({"action":{"id":77,"status":"completed"}})", 201), Accepted{}},
      {"a volume", call::CreateVolume{}, ok(R"({"volume":{"id":"v-1"}})", 201), Accepted{"v-1", {}}},
      {"nothing is left to say", call::DestroyMachine{id}, {204, {}, ""}, Accepted{}},
      {"a machine does not exist", call::GetMachine{id}, ok(R"({"id":"not_found"})", 404), Absent{}},
      {"an action does not exist yet", call::GetOperation{OperationId("7")}, ok("{}", 404), Absent{}},
      {"an action runs on", call::GetOperation{OperationId("77")}, ok(kAction),
       OperationState{Phase::running, "power_off in progress"}},
      {"an action failed", call::GetOperation{OperationId("77")},
       ok(R"({"action":{"id":77,"status":"errored","type":"resize"}})"),
       OperationState{Phase::failed, "resize failed at DigitalOcean"}},
      {"nobody has the change's tag", call::FindMachine{ChangeId("c")}, page_json("droplets", "", 0),
       Absent{}},
      {"off is off", call::PowerOff{id}, ok(R"({"message":"Droplet is already powered off"})", 422),
       Accepted{}},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.that) {
      Scene scene;
      scene.http.answer(row.response);
      const auto reply = scene.call(row.operation);
      INFO((reply ? "" : reply.error().what));
      REQUIRE(reply.ok());
      CHECK(*reply == row.expected);
    }
  }
}

TEST_CASE("an effect whose answer is lost or cannot be read may have happened") {
  const Error lost{ErrorKind::unknown_outcome, "the connection broke"};
  for (const auto& answer :
       std::vector<Result<HttpResponse>>{lost, ok("", 202), ok("<html>", 202), ok(R"({"droplet":{}})", 202),
                                         ok("{\"droplet\":{\"id\":", 202), ok("{}", 500)}) {
    Scene scene;
    scene.http.answer(answer);
    const auto reply = scene.call(a_named_machine());
    REQUIRE_FALSE(reply.ok());
    CHECK(reply.error().kind == ErrorKind::unknown_outcome);
    CHECK(reply.error().what.find("create machine fpai-worker-1") == 0);
    CHECK(scene.asked().size() == 1);
  }
}

TEST_CASE("a look whose answer cannot be read names the field") {
  Scene scene;
  scene.http.answer(200, R"({"droplet":{"id":"five"}})");
  const auto reply = scene.call(call::GetMachine{MachineId("5")});
  REQUIRE_FALSE(reply.ok());
  CHECK(reply.error().kind == ErrorKind::invalid);
  CHECK(reply.error().what.find("droplet.id: expected") != std::string::npos);
}

TEST_CASE("the key travels in its header and nowhere else") {
  Scene scene;
  scene.http.answer(401, R"({"id":"unauthorized","message":"Unable to authenticate you."})");
  const auto reply = scene.call(a_named_machine());
  REQUIRE(scene.http.requests().size() == 1);
  const auto& request = scene.http.requests().front();
  CHECK(header_of(request.headers, "authorization") == "Bearer dop_v1_very-secret");
  CHECK(request.url.find("secret") == std::string::npos);
  CHECK(request.body.find("secret") == std::string::npos);
  REQUIRE_FALSE(reply.ok());
  CHECK(reply.error().kind == ErrorKind::denied);
  CHECK(reply.error().what.find("secret") == std::string::npos);
}

TEST_CASE("a tag that is missing is made, and then put on") {
  bool made = false;
  Scene scene([&](const HttpRequest& request) -> Result<HttpResponse> {
    if (target_of(request) == "/v2/tags") {
      made = true;
      return ok(R"({"tag":{"name":"b"}})", 201);
    }
    if (target_of(request) == "/v2/tags/b/resources" && !made) return ok("{}", 404);
    return HttpResponse{204, {}, ""};
  });
  const auto reply = scene.call(call::TagMachine{MachineId("5"), {"a", "b", "c"}});
  REQUIRE(reply.ok());
  CHECK(scene.asked() == std::vector<std::string>{"POST /v2/tags/a/resources", "POST /v2/tags/b/resources",
                                                  "POST /v2/tags", "POST /v2/tags/b/resources",
                                                  "POST /v2/tags/c/resources"});
}

TEST_CASE("a machine that does not exist is not looked for under every tag") {
  Scene scene([](const HttpRequest& request) -> Result<HttpResponse> {
    return target_of(request) == "/v2/tags" ? ok("{}", 201) : ok("{}", 404);
  });
  const auto reply = scene.call(call::JoinBalancer{LoadBalancerId("l"), "m", MachineId("5")});
  REQUIRE_FALSE(reply.ok());
  CHECK(reply.error().kind == ErrorKind::not_found);
  CHECK(scene.asked().size() == 3);
}

TEST_CASE("a balancer is looked for on every page, until it is found") {
  Scene scene([](const HttpRequest& request) -> Result<HttpResponse> {
    const auto page = target_of(request).substr(target_of(request).rfind('=') + 1);
    return page_json("load_balancers", R"({"id":"l)" + page + R"(","name":"n)" + page + R"("})", 500);
  });
  const auto found = scene.call(call::FindBalancer{"n2"});
  REQUIRE(found.ok());
  CHECK(std::get<LoadBalancer>(*found).id == LoadBalancerId("l2"));
  CHECK(scene.asked().size() == 2);
  const auto missing = scene.call(call::FindBalancer{"other"});
  REQUIRE(missing.ok());
  CHECK(std::holds_alternative<Absent>(*missing));
  CHECK(scene.asked().size() == 2 + 3);
}

TEST_CASE("an update of a balancer reads, then writes") {
  const call::UpdateBalancer update{LoadBalancerId("l"), "n", {}, NetworkId(), "m"};
  SECTION("both go well") {
    Scene scene;
    scene.http.answer(200, R"({"load_balancer":{"id":"l","size_unit":2}})")
        .answer(200, R"({"load_balancer":{}})");
    CHECK(scene.call(update).ok());
    CHECK(scene.asked() == std::vector<std::string>{"GET /v2/load_balancers/l", "PUT /v2/load_balancers/l"});
    CHECK(scene.http.requests().back().body.find(R"("size_unit":2)") != std::string::npos);
  }
  SECTION("a failed read has changed nothing") {
    Scene scene;
    scene.http.answer(503, "{}");
    CHECK(scene.call(update).error().kind == ErrorKind::io);
  }
  SECTION("a failed write may have") {
    Scene scene;
    scene.http.answer(200, R"({"load_balancer":{"id":"l"}})").answer(503, "{}");
    CHECK(scene.call(update).error().kind == ErrorKind::unknown_outcome);
  }
}

}  // namespace muster::digitalocean
