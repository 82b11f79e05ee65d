// Source by metric by trouble, from the text that a source gets to what is decided: no trouble lets a machine
// go or shrink, and growth comes of good values only.
#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <functional>

#include "reconciler/adapters/readings/prometheus_source.hpp"
#include "reconciler/core/decide/blind_rules.hpp"
#include "reconciler/core/propose.hpp"
#include "tests/support/bands.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/scripted_http_client.hpp"

using namespace muster;
using namespace muster::test;
using testing::FakeClock;

namespace {

/// What a Prometheus tells of one machine at one instant of a query; "" for nothing.
using Tells = std::function<std::string(int machine, Instant at, double value)>;

std::string plain(double value) {
  return fmt::format("{}", value);
}

struct Trouble {
  const char* name;
  Tells tells;
  bool grows;                 ///< Enough of it is good to grow by.
  Duration written_ahead{0};  ///< The values claim to be from so much later.
  bool twice = false;         ///< Each machine has two series, the second of half the value.
};

const std::vector<Trouble>& troubles() {
  const auto ago = [](Instant at) { return noon() - at; };
  const auto from_now_back = [ago](Duration length, std::string instead) -> Tells {
    return [ago, length, instead](int, Instant at, double value) {
      return ago(at) < length ? instead : plain(value);
    };
  };
  static const std::vector<Trouble> all = {
      {"never told", [](int, Instant, double) { return std::string(); }, false},
      {"silent for ten minutes", from_now_back(10min, ""), false},
      {"NaN for ten minutes", from_now_back(10min, "NaN"), false},
      {"+Inf for ten minutes", from_now_back(10min, "+Inf"), false},
      {"negative for ten minutes", from_now_back(10min, "-12"), false},
      {"above its range for ten minutes", from_now_back(10min, "4711"), false},
      {"no number for ten minutes", from_now_back(10min, "much"), false},
      {"two of three machines are silent",
       [](int machine, Instant, double value) { return machine > 1 ? "" : plain(value); }, true},
      {"every other value is NaN",
       [ago](int, Instant at, double value) { return ago(at) / 30s % 2 == 1 ? "NaN" : plain(value); }, false},
      {"a value every two minutes",
       [ago](int, Instant at, double value) { return ago(at) % 2min == 0s ? plain(value) : ""; }, true},
      {"a value every eight minutes",
       [ago](int, Instant at, double value) { return ago(at) % 8min == 0s ? plain(value) : ""; }, false},
      {"values claim to be from an hour ahead", [](int, Instant, double value) { return plain(value); },
       false, 1h},
  };
  return all;
}

std::string parameter(const std::string& url, const std::string& name) {
  const auto at = url.find("&" + name + "=");
  if (at == std::string::npos) return "";
  const auto from = at + name.size() + 2;
  return url.substr(from, url.find('&', from) - from);
}

Instant instant_at(const std::string& seconds) {
  return Instant(Duration(static_cast<std::int64_t>(std::stod(seconds) * 1000)));
}

/// One machine's series as Prometheus writes it.
std::string series(int machine, bool range, const std::vector<std::string>& points) {
  std::string text;
  for (const auto& point : points) text += (text.empty() ? "" : ",") + point;
  return fmt::format(R"({{"metric":{{"instance":"worker/{}"}},"{}":{}}})", machine,
                     range ? "values" : "value", range ? "[" + text + "]" : text);
}

/// A Prometheus that has `value` of each metric for each of three machines, but for the one that is troubled.
class PaperPrometheus {
 public:
  std::map<std::string, double> values;  ///< By query.
  std::string troubled;
  const Trouble* trouble = nullptr;

  Result<HttpResponse> answer(const HttpRequest& request) const {
    const auto& url = request.url;
    const bool range = url.find("query_range") != std::string::npos;
    const auto query_at = url.find("query=") + 6;
    const auto query = url.substr(query_at, url.find('&', query_at) - query_at);
    const auto until = instant_at(parameter(url, range ? "end" : "time"));
    const auto from = range ? instant_at(parameter(url, "start")) : until;
    const auto step =
        range ? Duration(static_cast<std::int64_t>(std::stod(parameter(url, "step")) * 1000)) : 30s;
    const bool ails = query == troubled && trouble;
    std::string all;
    for (int machine = 1; machine <= 3; ++machine) {
      std::vector<std::string> points;
      for (auto at = from; at <= until; at += step) {
        const auto value = values.at(query);
        const auto told = ails ? trouble->tells(machine, at, value) : plain(value);
        const auto shown = ails ? at + trouble->written_ahead : at;
        if (!told.empty()) points.push_back(fmt::format("[{},\"{}\"]", shown.time_since_epoch() / 1s, told));
      }
      if (!points.empty()) all += (all.empty() ? "" : ",") + series(machine, range, points);
    }
    return HttpResponse{200,
                        {},
                        fmt::format(R"({{"status":"success","data":{{"resultType":"{}","result":[{}]}}}})",
                                    range ? "matrix" : "vector", all)};
  }
};

/// What is decided of three machines that this Prometheus tells of.
Proposal decided_by(const PaperPrometheus& prometheus, std::vector<Policy> policies) {
  Scene scene;
  scene.only(std::move(policies)).machines(3, "s-2vcpu-4gb");
  scene.pool().balancer.reset();
  ReadingsRule rule;
  rule.kind = "prometheus";
  rule.queries = {{"disk", ""}, {"disk_used", ""}};
  scene.world.fleet.readings = {rule};
  FakeClock clock{noon()};
  ScriptedHttpClient client{[&](const HttpRequest& request) { return prometheus.answer(request); }};
  PrometheusSource source(client, clock,
                          PrometheusOptions{.url = "http://prometheus:9090",
                                            .queries = {{Metric::cpu, "cpu"}, {Metric::memory, "memory"}}},
                          ReadingNeeds{});
  const auto readings = source.readings(scene.world.fleet, scene.world.actual, noon() - 26h, noon());
  if (readings)
    for (const auto& reading : *readings) scene.world.readings.add(reading);
  return propose(scene.world, noon());
}

bool shrinks_or_saves(const Proposal& proposal) {
  for (const auto& [number, size] : proposal.decisions.front().from.machines) {
    const auto after = proposal.decisions.front().to.machines.find(number);
    if (after == proposal.decisions.front().to.machines.end()) return true;
  }
  return proposal.plan.cost.after.monthly < proposal.plan.cost.now.monthly;
}

bool says_something(const Proposal& proposal) {
  const auto& decision = proposal.decisions.front();
  return !decision.notes.empty() || !decision.clamps.empty() || !proposal.plan.warnings.empty();
}

}  // namespace

TEST_CASE("an idle pool that a Prometheus tells of well shrinks, and a busy one grows") {
  PaperPrometheus prometheus;
  prometheus.values = {{"cpu", 12}, {"memory", 15}};
  const std::vector<TargetLoad> both = {{Metric::cpu, Measure::whole(60), Measure::whole(80), {}},
                                        {Metric::memory, Measure::whole(60), Measure::whole(85), {}}};
  CHECK(shrinks_or_saves(decided_by(prometheus, {band(both)})));
  prometheus.values["cpu"] = 93;
  CHECK(decided_by(prometheus, {a_policy("rules", {cpu_rule()})}).decisions.front().direction ==
        Direction::up);
}

TEST_CASE("whatever a Prometheus tells of a load, no machine goes or shrinks because of it") {
  const std::vector<TargetLoad> both = {{Metric::cpu, Measure::whole(60), Measure::whole(80), {}},
                                        {Metric::memory, Measure::whole(60), Measure::whole(85), {}}};
  auto less = idle_rule();
  less.limit = Measure::whole(30);
  for (const auto& trouble : troubles()) {
    // Two minutes are often enough: what is told is as good as ever.
    if (std::string(trouble.name) == "a value every two minutes") continue;
    for (const std::string metric : {"cpu", "memory"}) {
      for (const bool by_target : {true, false}) {
        DYNAMIC_SECTION(metric << ", " << trouble.name << (by_target ? ", by a target" : ", by a rule")) {
          PaperPrometheus prometheus;
          prometheus.values = {{"cpu", 12}, {"memory", 15}};
          prometheus.troubled = metric;
          prometheus.trouble = &trouble;
          auto rule = less;
          if (metric == "cpu") rule.metric = Metric::memory;  // The rule for less sees what is well.
          const auto proposal = decided_by(
              prometheus, by_target ? std::vector{band(both)} : std::vector{a_policy("less", {rule})});
          CHECK_FALSE(shrinks_or_saves(proposal));
          if (by_target) CHECK(says_something(proposal));
        }
      }
    }
  }
}

TEST_CASE("a pool grows by what a Prometheus tells well, and by nothing else") {
  for (const auto& trouble : troubles()) {
    for (const std::string metric : {"cpu", "memory"}) {
      DYNAMIC_SECTION(metric << ", " << trouble.name) {
        PaperPrometheus prometheus;
        prometheus.values = {{"cpu", 60}, {"memory", 60}};
        prometheus.values[metric] = 94;
        prometheus.troubled = metric;
        prometheus.trouble = &trouble;
        const auto proposal = decided_by(prometheus, {a_policy("rules", {cpu_rule(), memory_rule()})});
        CHECK((proposal.decisions.front().direction == Direction::up) == trouble.grows);
        CHECK_FALSE(shrinks_or_saves(proposal));
        if (!trouble.grows) CHECK(says_something(proposal));
      }
    }
  }
}
