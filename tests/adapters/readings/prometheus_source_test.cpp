#include "reconciler/adapters/readings/prometheus_source.hpp"

#include <catch2/catch.hpp>

#include "reconciler/adapters/readings/prometheus_queries.hpp"
#include "tests/support/builders.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/scripted_http_client.hpp"

using namespace muster;
using testing::FakeClock;

namespace {

const Slot kFirst{PoolName("worker"), 1};
const Slot kSecond{PoolName("worker"), 2};

/// Two machines, and a Prometheus that says what the test wants.
struct Scene {
  test::Scene fleet;
  FakeClock clock{test::noon()};
  ScriptedHttpClient client;
  ReadingNeeds needs{.fine = 10min, .day = {}};
  PrometheusOptions options{.url = "http://prometheus:9090/", .queries = {{Metric::cpu, "load"}}};

  Scene() {
    fleet.machines(2);
    fleet.world.actual.machines.at(kFirst).private_address = "10.0.0.1";
    fleet.world.actual.machines.at(kSecond).private_address = "10.0.0.2";
  }
  PrometheusSource source() { return PrometheusSource(client, clock, std::move(options), needs); }
  Result<std::vector<Reading>> ask(PrometheusSource& source) {
    return source.readings(fleet.world.fleet, fleet.world.actual, clock.now() - 26h, clock.now());
  }
  std::int64_t second(Duration ago = 0s) const {
    return std::chrono::duration_cast<std::chrono::seconds>((clock.now() - ago).time_since_epoch()).count();
  }
};

std::string series(const std::string& instance, const std::string& values) {
  return R"({"metric":{"instance":")" + instance + R"("},"values":[)" + values + "]}";
}
std::string matrix(const std::string& all, const std::string& more = "") {
  return R"({"status":"success",)" + more + R"("data":{"resultType":"matrix","result":[)" + all + "]}}";
}
std::string point(std::int64_t at, const std::string& value) {
  return fmt::format("[{},\"{}\"]", at, value);
}

}  // namespace

TEST_CASE("one query asks for the whole fleet, and machines are told by their label") {
  Scene scene;
  scene.client.answer(200, matrix(series("10.0.0.1:9100", point(scene.second(30s), "12.34567") + "," +
                                                              point(scene.second(), "1.5e+01")) +
                                  "," + series("10.0.0.2:9100", point(scene.second(), "99.9999")) + "," +
                                  series("10.9.9.9:9100", point(scene.second(), "50"))));
  auto source = scene.source();
  const auto readings = scene.ask(source);
  REQUIRE(readings.ok());
  const auto now = scene.clock.now();
  CHECK(*readings ==
        std::vector<Reading>{{now - 30s, kFirst, Metric::cpu, Measure::milli(12'346), Quality::ok},
                             {now, kFirst, Metric::cpu, Measure::whole(15), Quality::ok},
                             {now, kSecond, Metric::cpu, Measure::whole(100), Quality::ok}});
  CHECK(source.trouble().empty());
  REQUIRE(scene.client.requests().size() == 1);
  CHECK(scene.client.requests()[0].url ==
        fmt::format("http://prometheus:9090/api/v1/query_range?query=load&start={}&end={}&step=30"
                    "&lookback_delta=120s&timeout=10s",
                    scene.second(10min), scene.second()));
}

TEST_CASE("a further look asks only for what is new") {
  Scene scene;
  auto source = scene.source();
  scene.client.answer(200, matrix(series("10.0.0.1", point(scene.second(), "10"))));
  REQUIRE(scene.ask(source).ok());
  scene.clock.advance(30s);
  scene.client.answer(200, R"({"status":"success","data":{"resultType":"vector","result":[)"
                           R"({"metric":{"instance":"10.0.0.1"},"value":[)" +
                               std::to_string(scene.second()) + R"(,"20"]}]}})");
  const auto readings = scene.ask(source);
  REQUIRE(readings.ok());
  CHECK(scene.client.requests()[1].url ==
        fmt::format("http://prometheus:9090/api/v1/query?query=load&time={}&lookback_delta=120s&timeout=10s",
                    scene.second()));
  // The first machine has both values, the second was left out of both answers.
  CHECK(readings->size() == 3);
  CHECK(readings->back() == Reading{scene.clock.now(), kSecond, Metric::cpu, Measure(), Quality::missing});

  // After a hole as long as that, the hole is asked for.
  scene.clock.advance(95s);
  scene.client.answer(200, matrix(""));
  REQUIRE(scene.ask(source).ok());
  CHECK(scene.client.requests()[2].url.find(
            fmt::format("start={}&end={}&step=30", scene.second(60s), scene.second())) != std::string::npos);
  // After one that is longer than anything looks back, everything is.
  scene.clock.advance(1h);
  scene.client.answer(200, matrix(""));
  REQUIRE(scene.ask(source).ok());
  CHECK(scene.client.requests()[3].url.find(fmt::format("start={}&", scene.second(10min))) !=
        std::string::npos);
}

TEST_CASE("what is normal needs a day, coarsely, and once") {
  Scene scene;
  scene.needs.day = {Metric::cpu};
  auto source = scene.source();
  scene.client.answer(200, matrix("")).answer(200, matrix(""));
  REQUIRE(scene.ask(source).ok());
  REQUIRE(scene.client.requests().size() == 2);
  CHECK(scene.client.requests()[1].url.find(fmt::format("start={}&end={}&step=300", scene.second(26h),
                                                        scene.second(10min))) != std::string::npos);
  scene.clock.advance(30s);
  scene.client.answer(200, matrix(""));
  REQUIRE(scene.ask(source).ok());
  CHECK(scene.client.requests().size() == 3);
}

TEST_CASE("what cannot be a value is an error, never zero") {
  for (const char* odd : {"NaN", "+Inf", "-Inf", "-3", "101", "1e30", "", "12abc"}) {
    Scene scene;
    auto source = scene.source();
    scene.client.answer(200, matrix(series("10.0.0.1", point(scene.second(), odd))));
    const auto readings = scene.ask(source);
    INFO("the value \"" << odd << '"');
    REQUIRE(readings.ok());
    CHECK(readings->front() == Reading{scene.clock.now(), kFirst, Metric::cpu, Measure(), Quality::error});
    CHECK(source.trouble() == std::vector<std::string>{fmt::format("cpu: {} cannot be a value", odd)});
  }
}

TEST_CASE("a source as a whole that does not answer says why") {
  struct Row {
    const char* that;
    Result<HttpResponse> answer;
    std::string expected;
  };
  const std::string error = R"({"status":"error","errorType":"bad_data","error":"1:3: parse error"})";
  for (const auto& row : {
           Row{"no answer in time", Error{ErrorKind::timeout, "GET http://x: no whole answer within 10s"},
               "GET http://x: no whole answer within 10s"},
           Row{"not well", HttpResponse{500, {}, "oops"}, "HTTP 500"},
           Row{"a query that is wrong", HttpResponse{400, {}, error}, "HTTP 400: 1:3: parse error"},
           Row{"an error with a good status", HttpResponse{200, {}, error}, "HTTP 200: 1:3: parse error"},
           Row{"a login page", HttpResponse{200, {}, "<html>"},
               "the answer is not JSON at line 1, column 1: Invalid value."},
           Row{"a number instead of a vector",
               HttpResponse{
                   200, {}, R"({"status":"success","data":{"resultType":"scalar","result":[1,"2"]}})"},
               "the query gives a \"scalar\", not one value a machine"},
           Row{"half an answer", HttpResponse{200, {}, matrix(series("10.0.0.1", "[1,")).substr(0, 80)}, ""},
           Row{"a partial answer", HttpResponse{200, {}, matrix("", R"("warnings":["store 2 is away"],)")},
               "the answer is partial: store 2 is away"},
           Row{"a clock that is behind",
               HttpResponse{200, {{"Date", "Mon, 23 Nov 2026 19:00:00 GMT"}}, matrix("")},
               "its clock is 1h behind ours: no reading can be trusted until they agree"},
           Row{"a clock that is ahead",
               HttpResponse{200, {{"Date", "Mon, 23 Nov 2026 20:05:00 GMT"}}, matrix("")},
               "its clock is 5m ahead of ours: no reading can be trusted until they agree"},
       }) {
    DYNAMIC_SECTION(row.that) {
      Scene scene;
      auto source = scene.source();
      scene.client.answer(row.answer);
      const auto readings = scene.ask(source);
      REQUIRE_FALSE(readings.ok());
      if (!row.expected.empty()) CHECK(readings.error().what == row.expected);
    }
  }
}

TEST_CASE("a metric that failed does not take the others along") {
  Scene scene;
  scene.options.queries[Metric::memory] = "memory";
  auto source = scene.source();
  scene.client.answer(500, "").answer(200, matrix(series("10.0.0.1", point(scene.second(), "40"))));
  const auto readings = scene.ask(source);
  REQUIRE(readings.ok());
  const auto now = scene.clock.now();
  CHECK(*readings == std::vector<Reading>{{now, kFirst, Metric::memory, Measure::whole(40), Quality::ok},
                                          {now, kFirst, Metric::cpu, Measure(), Quality::error},
                                          {now, kSecond, Metric::cpu, Measure(), Quality::error},
                                          {now, kSecond, Metric::memory, Measure(), Quality::missing}});
  CHECK(source.trouble() == std::vector<std::string>{"cpu: HTTP 500"});
}

TEST_CASE("remarks on the language of a query are not a partial answer") {
  Scene scene;
  auto source = scene.source();
  scene.client.answer(200, matrix(series("10.0.0.1", point(scene.second(), "40")),
                                  R"("warnings":["PromQL warning: a gauge"],)"));
  CHECK(scene.ask(source).ok());
}

TEST_CASE("a label that no series has is told") {
  Scene scene;
  scene.options.label = "node";
  auto source = scene.source();
  scene.client.answer(200, matrix(series("10.0.0.1", point(scene.second(), "40"))));
  const auto readings = scene.ask(source);
  REQUIRE(readings.ok());
  CHECK(readings->front().quality == Quality::error);
  CHECK(source.trouble() == std::vector<std::string>{"cpu: no series of the answer has the label \"node\""});
}

TEST_CASE("a token is sent, and stands in no name, trouble or error") {
  Scene scene;
  scene.options.token = Secret(std::string("canary-7"));
  auto source = scene.source();
  scene.client.answer(401, R"({"error":"no"})");
  const auto readings = scene.ask(source);
  CHECK(header_of(scene.client.requests()[0].headers, "Authorization") == "Bearer canary-7");
  REQUIRE_FALSE(readings.ok());
  CHECK(readings.error().kind == ErrorKind::denied);
  CHECK(readings.error().what.find("canary") == std::string::npos);
  CHECK(source.name() == "prometheus http://prometheus:9090");
}

TEST_CASE("the usual queries, and how they are changed") {
  const auto usual = prometheus_queries({});
  CHECK(usual.size() == 4);
  const auto own =
      prometheus_queries({{"cpu", "mine"}, {"disk_used", ""}, {"agents", "sum by ($label) (up)"}});
  CHECK(own.at(Metric::cpu) == "mine");
  CHECK(own.size() == 4);
  CHECK_FALSE(own.contains(Metric::disk_used));
  CHECK(filled_in(own.at(Metric::agents), "node", 2min) == "sum by (node) (up)");
  for (const auto& [metric, query] : usual)
    CHECK(filled_in(query, "instance", 120s).find('$') == filled_in(query, "instance", 120s).find("$|/"));
}
