#include <fmt/format.h>

#include <algorithm>

#include "reconciler/adapters/readings/prometheus/prometheus_source.hpp"
#include "tests/contracts/told_readings.hpp"
#include "tests/support/scripted_http_client.hpp"

namespace muster::test {
namespace {

std::string query_part(const std::string& url, const std::string& name) {
  auto at = url.find("&" + name + "=");
  if (at == std::string::npos) at = url.find("?" + name + "=");
  if (at == std::string::npos) return "";
  const auto from = at + name.size() + 2;
  return url.substr(from, url.find('&', from) - from);
}

Duration length_of(const std::string& seconds) {
  return Duration(static_cast<std::int64_t>(std::stod(seconds) * 1000));
}

/// A Prometheus that answers queries named by metrics. Its times are those of the samples, as far as they are
/// wrong.
class ToldPrometheus {
 public:
  explicit ToldPrometheus(const Telling& telling) : telling_(&telling) {}

  Result<HttpResponse> answer(const HttpRequest& request) const {
    const auto& url = request.url;
    const bool range = url.find("query_range") != std::string::npos;
    const Instant until{length_of(query_part(url, range ? "end" : "time"))};
    const auto from = range ? Instant{length_of(query_part(url, "start"))} : until;
    const auto step = range ? length_of(query_part(url, "step")) : Duration(30s);
    const auto metric = metric_of(query_part(url, "query")).value();
    std::string all;
    for (int machine = 1; machine <= telling_->machines; ++machine) {
      for (const bool other : {false, true}) {
        std::string points;
        for (auto at = from; at <= until; at += step)
          points += point(machine, metric, at, other, points.empty());
        if (!points.empty()) all += (all.empty() ? "" : ",") + series(machine, range, other, points);
      }
    }
    return HttpResponse{200,
                        {},
                        fmt::format(R"({{"status":"success","data":{{"resultType":"{}","result":[{}]}}}})",
                                    range ? "matrix" : "vector", all)};
  }

 private:
  std::string point(int machine, Metric metric, Instant at, bool other, bool first) const {
    const auto* sample = telling_->at(machine, metric, at);
    if (sample == nullptr || (other && sample->other.empty())) return "";
    const auto shown = at + (sample->stamp - sample->written);
    return fmt::format("{}[{},\"{}\"]", first ? "" : ",", shown.time_since_epoch() / 1s,
                       other ? sample->other : sample->value);
  }
  /// Of two in one text the labels are the same; two tellers differ in theirs.
  std::string series(int machine, bool range, bool other, const std::string& points) const {
    const bool apart = other && telling_->doubled == Doubled::by_two_tellers;
    return fmt::format(R"({{"metric":{{"instance":"worker/{}"{}}},"{}":{}}})", machine,
                       apart ? R"(,"job":"second")" : "", range ? "values" : "value",
                       range ? "[" + points + "]" : points);
  }

  const Telling* telling_;
};

class ToldByPrometheus final : public ToldReadings {
 public:
  const char* name() const override { return "prometheus"; }
  ReadingsRule rule() const override {
    ReadingsRule rule;
    rule.kind = "prometheus";
    for (const auto metric : frame().metrics) rule.queries[to_string(metric)] = to_string(metric);
    return rule;
  }
  Telling frame() const override {
    return {.machines = 3,
            .step = 30s,
            .metrics = {Metric::cpu, Metric::memory, Metric::disk, Metric::response_time, Metric::agents}};
  }
  GatheredReadings hear(const Telling& telling, const World& world) const override {
    testing::FakeClock clock{noon() - kLookedAtFor};
    const ToldPrometheus prometheus(telling);
    ScriptedHttpClient client{[&](const HttpRequest& request) { return prometheus.answer(request); }};
    PrometheusOptions options{.url = "http://prometheus:9090", .queries = {}};
    for (const auto metric : telling.metrics) options.queries[metric] = to_string(metric);
    PrometheusSource source(client, clock, std::move(options), needs_of(world.policies));
    return heard_at_noon(source, clock, world, 5min);
  }
};

}  // namespace

std::unique_ptr<ToldReadings> told_by_prometheus() {
  return std::make_unique<ToldByPrometheus>();
}

}  // namespace muster::test
