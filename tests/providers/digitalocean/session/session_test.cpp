#include "providers/digitalocean/session/session.hpp"

#include "providers/digitalocean/responses/errors.hpp"
#include "reconciler/ports/steady_time.hpp"
#include "tests/providers/digitalocean/scene.hpp"

namespace muster::digitalocean {

TEST_CASE("looks go out no faster than the budget allows") {
  Scene scene([](const HttpRequest&) { return ok("{}"); });
  const auto before = scene.clock.now();
  const std::vector<ApiRequest> looks(500, ApiRequest{"GET", "/v2/account"});
  const auto answers = scene.session.look(looks);
  CHECK(answers.size() == 500);
  CHECK(std::all_of(answers.begin(), answers.end(), [](const auto& answer) { return answer.ok(); }));
  // 240 at once, 240 a minute later, the rest after another.
  CHECK(scene.clock.now() - before >= 2min);
  CHECK(scene.clock.now() - before < 3min);
}

TEST_CASE("looks go on within their minute after somebody set the wall clock") {
  for (const Duration by : {Duration(-24h), Duration(-1h), Duration(1h)}) {
    Scene scene([](const HttpRequest&) { return ok("{}"); });
    const std::vector<ApiRequest> looks(240, ApiRequest{"GET", "/v2/account"});
    CHECK(scene.session.look(looks).size() == 240);
    scene.clock.set_wall(scene.clock.now() + by);
    const auto before = scene.clock.uptime();
    CHECK(scene.session.look({{"GET", "/v2/account"}}).front().ok());
    CHECK(scene.clock.uptime() - before >= 59s);
    CHECK(scene.clock.uptime() - before < 2min);
  }
}

TEST_CASE("a look is repeated a bounded number of times") {
  struct Row {
    const char* that;
    Result<HttpResponse> answer;
    std::size_t attempts;
  };
  for (const auto& row : {
           Row{"a server's failure", ok("{}", 502), 4},
           Row{"no network", Error{ErrorKind::io, "connection refused"}, 4},
           Row{"a wait that is worth it", HttpResponse{429, {{"retry-after", "20"}}, ""}, 4},
           Row{"a wait that is not", HttpResponse{429, {{"retry-after", "600"}}, ""}, 1},
           Row{"a wrong request", ok("{}", 400), 1},
           Row{"a refused key", ok("{}", 401), 1},
       }) {
    DYNAMIC_SECTION(row.that) {
      Scene scene([&](const HttpRequest&) { return row.answer; });
      const auto answers = scene.session.look({{"GET", "/v2/account"}});
      CHECK_FALSE(answers.front().ok());
      CHECK(scene.asked().size() == row.attempts);
    }
  }
}

TEST_CASE("only what failed is asked again") {
  int failures = 1;
  Scene scene([&](const HttpRequest& request) {
    const bool fails = target_of(request) == "/v2/b" && failures-- > 0;
    return fails ? ok("{}", 500) : ok(target_of(request));
  });
  const auto answers = scene.session.look({{"GET", "/v2/a"}, {"GET", "/v2/b"}, {"GET", "/v2/c"}});
  REQUIRE(answers.size() == 3);
  CHECK(answers[0]->body == "/v2/a");
  CHECK(answers[1]->body == "/v2/b");
  CHECK(answers[2]->body == "/v2/c");
  CHECK(scene.asked().size() == 4);
}

TEST_CASE("what the answers tell about the limit is heard") {
  Scene scene([](const HttpRequest&) {
    return HttpResponse{200,
                        {{"ratelimit-remaining", "0"},
                         {"ratelimit-reset", "1795468830"},
                         {"Date", "Mon, 23 Nov 2026 21:20:00 GMT"}},
                        "{}"};
  });
  REQUIRE(scene.session.look({{"GET", "/v2/account"}}).front().ok());
  const auto now = steady_now(scene.clock);
  CHECK(scene.session.budget().free_at(now) == 0);
  CHECK(scene.session.budget().next_at(now) == now + 30s);
}

TEST_CASE("a key without a known shape that is said back is in no error, however it is spelt") {
  const std::string key = "0123abcd/4567+efgh";
  for (const auto& said : {key, std::string("0123abcd%2F4567%2Befgh"), std::string(R"(0123abcd\/4567+efgh)"),
                           std::string(280, 'x') + key}) {
    for (const int status : {401, 403, 404, 422, 429, 500, 302}) {
      INFO(status << " " << said);
      testing::FakeClock clock;
      ScriptedHttpClient http([&](const HttpRequest&) {
        auto answer = ok(R"({"id":"no","message":"key )" + said + R"( is not allowed"})", status);
        answer.headers.push_back({"x-request-id", key});
        return answer;
      });
      Session session(http, clock, Secret(std::string(key)), SessionOptions{.url = kUrl, .look_attempts = 1});
      const auto answer = session.look({{"GET", "/v2/account"}}).front();
      REQUIRE_FALSE(answer.ok());
      CHECK(answer.error().what.find("0123abcd") == std::string::npos);

      session.start(1, {"POST", "/v2/droplets", "{}"});
      for (const auto& completion : session.wait(1s)) {
        if (!completion.response) continue;
        CHECK(message_of(*completion.response).find("0123abcd") == std::string::npos);
      }
    }
  }
  // The network's own error may hold it as well.
  testing::FakeClock clock;
  ScriptedHttpClient http([&](const HttpRequest&) -> Result<HttpResponse> {
    return Error{ErrorKind::io, "proxy refused " + key};
  });
  Session session(http, clock, Secret(std::string(key)), SessionOptions{.url = kUrl, .look_attempts = 1});
  CHECK(session.look({{"GET", "/v2/account"}}).front().error().what == "proxy refused [secret]");
}

}  // namespace muster::digitalocean
