#include "reconciler/adapters/readings/prometheus/prometheus_source.hpp"

#include <catch2/catch.hpp>

#include "reconciler/adapters/readings/prometheus/prometheus_queries.hpp"
#include "tests/support/builders.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/scripted_http_client.hpp"
#include "tests/support/slots.hpp"

using namespace muster;
using namespace muster::test;
using testing::FakeClock;

namespace {

/// Two machines, and a Prometheus that says what the test wants.
struct PrometheusScene {
  test::Scene fleet;
  FakeClock clock{test::noon()};
  ScriptedHttpClient client;
  ReadingNeeds needs{.fine = 10min, .day = {}};
  PrometheusOptions options{.url = "http://prometheus:9090/", .queries = {{Metric::cpu, "load"}}};

  PrometheusScene() {
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
  PrometheusScene scene;
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
  PrometheusScene scene;
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
  PrometheusScene scene;
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
    PrometheusScene scene;
    auto source = scene.source();
    scene.client.answer(200, matrix(series("10.0.0.1", point(scene.second(), odd))));
    const auto readings = scene.ask(source);
    INFO("the value \"" << odd << '"');
    REQUIRE(readings.ok());
    CHECK(readings->front() == Reading{scene.clock.now(), kFirst, Metric::cpu, Measure(), Quality::error});
    CHECK(source.trouble() == std::vector<std::string>{fmt::format("cpu: {} cannot be a value", odd)});
  }
}

TEST_CASE("half an agent cannot be, half a byte can") {
  for (const auto& [metric, text, expected] :
       {std::tuple{Metric::agents, "6.5", std::optional<Measure>()},
        std::tuple{Metric::agents, "-1", std::optional<Measure>()},
        std::tuple{Metric::agents, "6.0000001", std::optional(Measure::whole(6))},
        std::tuple{Metric::disk_used, "1000.5", std::optional(Measure::whole(1001))},
        std::tuple{Metric::disk_used, "-1", std::optional<Measure>()}}) {
    PrometheusScene scene;
    scene.options.queries = {{metric, "some"}};
    auto source = scene.source();
    scene.client.answer(200, matrix(series("10.0.0.1", point(scene.second(), text))));
    const auto readings = scene.ask(source);
    INFO(to_string(metric) << " " << text);
    REQUIRE(readings.ok());
    CHECK(readings->front().quality == (expected ? Quality::ok : Quality::error));
    CHECK(readings->front().value == expected.value_or(Measure()));
    CHECK(source.trouble().empty() == expected.has_value());
  }
}

TEST_CASE("series that stand for one machine and differ are errors, and say what to do") {
  PrometheusScene scene;
  const auto now = scene.second();
  const auto before = scene.second(30s);
  const auto earliest = scene.second(60s);
  const auto both = [&](const std::string& value) { return point(before, value) + "," + point(now, value); };
  struct Row {
    const char* that;
    std::string answer;
    Quality quality;
    std::string told;
  };
  for (const auto& row : {
           Row{"another label that was not summed over",
               series("10.0.0.1", both("6")) + "," + series("10.0.0.1", both("7")), Quality::error,
               "agents: 2 series for worker/1 differ; sum by (instance)?"},
           Row{"three of them",
               series("10.0.0.1", both("6")) + "," + series("10.0.0.1", both("6")) + "," +
                   series("10.0.0.1", both("7")),
               Quality::error, "agents: 3 series for worker/1 differ; sum by (instance)?"},
           Row{"two ports of one machine",
               series("10.0.0.1:9100", both("6")) + "," + series("10.0.0.1:9256", both("7")), Quality::error,
               "agents: 2 series for worker/1 differ: \"10.0.0.1:9100\" and \"10.0.0.1:9256\" both name it; "
               "query one of them"},
           Row{"they differ at one time only, and what lies between two such times is no better",
               series("10.0.0.1", point(earliest, "5") + "," + point(before, "9") + "," + point(now, "7")) +
                   "," + series("10.0.0.1", point(earliest, "6") + "," + point(now, "6")),
               Quality::error, "agents: 2 series for worker/1 differ; sum by (instance)?"},
           Row{"they always tell the same",
               series("10.0.0.1", both("6")) + "," + series("10.0.0.1", both("6")), Quality::ok, ""},
           Row{"one took the other's place",
               series("10.0.0.1", point(before, "6")) + "," + series("10.0.0.1", point(now, "7")),
               Quality::ok, ""},
       }) {
    DYNAMIC_SECTION(row.that) {
      PrometheusScene own;
      own.options.queries = {{Metric::agents, "agents"}};
      auto source = own.source();
      own.client.answer(200, matrix(row.answer + "," + series("10.0.0.2", both("3"))));
      const auto readings = own.ask(source);
      REQUIRE(readings.ok());
      for (const auto& reading : *readings) {
        const bool first = reading.subject == Subject(kFirst);
        CHECK(reading.quality == (first ? row.quality : Quality::ok));
      }
      CHECK(source.trouble() ==
            (row.told.empty() ? std::vector<std::string>{} : std::vector<std::string>{row.told}));
    }
  }
}

TEST_CASE("one series that cannot be read costs itself only") {
  const auto now = PrometheusScene().second();
  const auto good = series("10.0.0.2", point(now, "50"));
  for (const auto& [that, odd] :
       {std::pair<const char*, std::string>{"a point without its value",
                                            R"({"metric":{"instance":"10.0.0.1"},"values":[[1]]})"},
        {"a time that is none", R"({"metric":{"instance":"10.0.0.1"},"values":[["now","1"]]})"},
        {"values that are no list", R"({"metric":{"instance":"10.0.0.1"},"values":7})"},
        {"no object", R"("?")"},
        {"a label that is no text", R"({"metric":{"instance":7},"values":[[1,"1"]]})"}}) {
    DYNAMIC_SECTION(that) {
      PrometheusScene scene;
      auto source = scene.source();
      scene.client.answer(200, matrix(odd + "," + good));
      const auto readings = scene.ask(source);
      REQUIRE(readings.ok());
      CHECK(std::count(readings->begin(), readings->end(),
                       Reading{scene.clock.now(), kSecond, Metric::cpu, Measure::whole(50), Quality::ok}) ==
            1);
      REQUIRE(source.trouble().size() == 1);
      CHECK(source.trouble()[0].starts_with("cpu: part of the answer cannot be read: "));
    }
  }
}

TEST_CASE("a label that names two machines is told") {
  PrometheusScene scene;
  for (auto& [slot, machine] : scene.fleet.world.actual.machines) machine.name = "worker";
  auto source = scene.source();
  scene.client.answer(200, matrix(series("worker:9100", point(scene.second(), "40"))));
  const auto readings = scene.ask(source);
  REQUIRE(readings.ok());
  for (const auto& reading : *readings) CHECK(reading.quality == Quality::missing);
  // The name of the machines is also that of their pool.
  CHECK(source.trouble() ==
        std::vector<std::string>{"cpu: the instance \"worker:9100\" names more than one machine"});
}

TEST_CASE("a value that was made of what an earlier machine did is not the machine's own") {
  struct Row {
    const char* query;
    Duration own_from;
  };
  for (const auto& row : {Row{"load", 2min}, Row{"rate(load[5m])", 5min},
                          Row{"max_over_time(load[10m:30s])", 10min}, Row{"a[90s] / b[1h30m]", 90min}}) {
    DYNAMIC_SECTION(row.query) {
      PrometheusScene scene;
      scene.needs.fine = 3h;
      scene.options.queries = {{Metric::cpu, row.query}};
      scene.fleet.world.actual.machines.at(kFirst).created_at = scene.clock.now() - 2h;
      auto source = scene.source();
      const auto ago = [&](Duration d) { return point(scene.second(d), "95"); };
      scene.client.answer(
          200, matrix(series("10.0.0.1", ago(150min) + "," + ago(2h) + "," + ago(2h - row.own_from + 1s) +
                                             "," + ago(2h - row.own_from))));
      const auto readings = scene.ask(source);
      REQUIRE(readings.ok());
      const auto own = std::count_if(readings->begin(), readings->end(),
                                     [](const Reading& r) { return r.quality == Quality::ok; });
      CHECK(own == 1);
    }
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
               "its clock is 1h behind muster's: muster uses no reading until they agree"},
           Row{"a clock that is ahead",
               HttpResponse{200, {{"Date", "Mon, 23 Nov 2026 20:05:00 GMT"}}, matrix("")},
               "its clock is 5m ahead of muster's: muster uses no reading until they agree"},
       }) {
    DYNAMIC_SECTION(row.that) {
      PrometheusScene scene;
      auto source = scene.source();
      scene.client.answer(row.answer);
      const auto readings = scene.ask(source);
      REQUIRE_FALSE(readings.ok());
      if (!row.expected.empty()) CHECK(readings.error().what == row.expected);
    }
  }
}

TEST_CASE("a metric that failed does not take the others along") {
  PrometheusScene scene;
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
  PrometheusScene scene;
  auto source = scene.source();
  scene.client.answer(200, matrix(series("10.0.0.1", point(scene.second(), "40")),
                                  R"("warnings":["PromQL warning: a gauge"],)"));
  CHECK(scene.ask(source).ok());
}

TEST_CASE("a label that no series has is told") {
  PrometheusScene scene;
  scene.options.label = "node";
  auto source = scene.source();
  scene.client.answer(200, matrix(series("10.0.0.1", point(scene.second(), "40"))));
  const auto readings = scene.ask(source);
  REQUIRE(readings.ok());
  CHECK(readings->front().quality == Quality::error);
  CHECK(source.trouble() == std::vector<std::string>{"cpu: no series of the answer has the label \"node\""});
}

TEST_CASE("a token is sent, and stands in no name, trouble or error") {
  PrometheusScene scene;
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

TEST_CASE("a token that is said back is told to nobody, in an error or a warning") {
  for (const auto& [status, body] : std::vector<std::pair<int, std::string>>{
           {401, R"({"error":"no canary-7 here"})"},
           {500, R"({"error":")" + std::string(290, 'x') + R"( canary-7"})"},
           {200,
            R"({"status":"success","data":{"resultType":"vector","result":[]},"warnings":["canary-7"]})"},
       }) {
    PrometheusScene scene;
    scene.options.token = Secret(std::string("canary-7"));
    auto source = scene.source();
    scene.client.answer(status, body);
    const auto readings = scene.ask(source);
    if (!readings.ok()) CHECK(readings.error().what.find("canary") == std::string::npos);
    for (const auto& trouble : source.trouble()) CHECK(trouble.find("canary") == std::string::npos);
  }
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
