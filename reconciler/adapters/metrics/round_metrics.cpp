#include "reconciler/adapters/metrics/round_metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <mutex>
#include <set>
#include <sstream>

#include "reconciler/adapters/metrics/cost_gauges.hpp"
#include "reconciler/adapters/metrics/fleet_gauges.hpp"
#include "reconciler/adapters/metrics/gauge_family.hpp"
#include "reconciler/adapters/metrics/loop_gauges.hpp"
#include "reconciler/adapters/metrics/round_counts.hpp"

namespace muster {
namespace {

namespace prom = prometheus;
using Labels = std::map<std::string, std::string>;
using Buckets = prom::Histogram::BucketBoundaries;

const Buckets kRoundBuckets = {0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60};
const Buckets kCallBuckets = {0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300};
const Buckets kCapacityBuckets = {15, 30, 60, 90, 120, 180, 240, 300, 420, 600, 900, 1800};

/// More rules at a time are an error: only those of the last round are kept.
constexpr std::size_t kMostRules = 2000;

prom::MetricFamily as_metric_family(const GaugeFamily& gauge) {
  prom::MetricFamily family{gauge.name, gauge.help, prom::MetricType::Gauge, {}};
  family.metric.reserve(gauge.values.size());
  for (const auto& value : gauge.values) {
    prom::ClientMetric metric;
    for (const auto& [name, text] : value.labels) metric.label.push_back({name, text});
    metric.gauge.value = value.value;
    family.metric.push_back(std::move(metric));
  }
  return family;
}

}  // namespace

class RoundMetrics::Registry {
 public:
  Registry() {
    // From the first page on, so that a rate over the first failure is not lost.
    for (const auto* outcome : {"ok", "failed"}) rounds_.Add({{"outcome", outcome}});
    info_.Add({{"version", MUSTER_VERSION}}).Set(1);
  }

  void record(const Round& round) {
    std::vector<prom::MetricFamily> gauges;
    for (auto make : {fleet_gauges_of, cost_gauges_of, loop_gauges_of})
      for (const auto& gauge : make(round))
        if (!gauge.values.empty()) gauges.push_back(as_metric_family(gauge));
    count_round(round);
    count_decisions(round);
    for (const auto& ended : round.ended_applies) count_apply(ended);
    const std::lock_guard lock(mutex_);
    gauges_ = std::move(gauges);
  }

  void record(const HeardCall& call) {
    calls_.Add({{"call", call.kind}, {"outcome", call.failed ? label_of(*call.failed) : std::string("ok")}})
        .Increment();
    call_times_.Add({{"call", call.kind}}, kCallBuckets).Observe(seconds_of(call.took));
    if (call.left) calls_left_.Add({}).Set(*call.left);
  }

  void firing(const std::map<std::pair<AlertName, AlertSeverity>, int>& counts) {
    prom::MetricFamily family{
        "muster_alerts_firing", "Alerts that fire, by name and severity.", prom::MetricType::Gauge, {}};
    for (const auto& [key, count] : counts) {
      prom::ClientMetric metric;
      metric.label = {{"alert", to_string(key.first)}, {"severity", to_string(key.second)}};
      metric.gauge.value = count;
      family.metric.push_back(std::move(metric));
    }
    const std::lock_guard lock(mutex_);
    firing_ = std::move(family);
  }

  void notified(const std::string& target, bool delivered) {
    notifications_.Add({{"target", target}, {"outcome", delivered ? "delivered" : "failed"}}).Increment();
  }

  void unreached(const std::string& target, const std::string& address) {
    unreached_.Add({{"target", target}, {"recipient", address}}).Increment();
  }

  std::string page() const {
    auto families = registry_.Collect();
    {
      const std::lock_guard lock(mutex_);
      families.insert(families.end(), gauges_.begin(), gauges_.end());
      if (!firing_.metric.empty()) families.push_back(firing_);
    }
    std::erase_if(families, [](const auto& family) { return family.metric.empty(); });
    std::sort(families.begin(), families.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    std::ostringstream out;
    prom::TextSerializer().Serialize(out, families);
    return std::move(out).str();
  }

 private:
  prom::Family<prom::Counter>& counter(const char* name, const char* help) {
    return prom::BuildCounter().Name(name).Help(help).Register(registry_);
  }
  prom::Family<prom::Gauge>& gauge(const char* name, const char* help) {
    return prom::BuildGauge().Name(name).Help(help).Register(registry_);
  }
  prom::Family<prom::Histogram>& histogram(const char* name, const char* help) {
    return prom::BuildHistogram().Name(name).Help(help).Register(registry_);
  }

  void count_round(const Round& round) {
    bool well = !round.invalid;
    for (const auto& step : round.steps) {
      step_times_.Add({{"step", to_string(step.step)}}, kRoundBuckets).Observe(seconds_of(step.took));
      auto& failures = step_failures_.Add({{"step", to_string(step.step)}});
      if (step.error) failures.Increment();
      well = well && !step.error;
    }
    round_times_.Add({}, kRoundBuckets).Observe(seconds_of(std::max(Duration(0), round.ended - round.began)));
    rounds_.Add({{"outcome", well ? "ok" : "failed"}}).Increment();
    clock_sets_.Add({}).Increment(round.clock_set == Duration(0) ? 0 : 1);
    if (well) last_well_.Add({}).Set(static_cast<double>(round.ended.time_since_epoch().count()) / 1000.0);
  }

  void count_decisions(const Round& round) {
    if (!round.world || !round.proposal) return;
    std::set<std::string> declared;
    for (const auto& policy : round.world->policies) declared.insert(policy.name.value);
    const auto reported = reported_rules_of(*round.proposal);
    // Series of removed policies, and others that would grow without limit.
    const bool too_many = rules_.size() + reported.size() > kMostRules;
    std::erase_if(rules_, [&](const auto& entry) {
      const bool gone = too_many || !declared.contains(entry.first.policy);
      if (gone) decisions_.Remove(entry.second);
      return gone;
    });
    for (const auto& rule : reported) {
      auto& series =
          decisions_.Add({{"policy", rule.policy}, {"rule", rule.rule}, {"outcome", rule.outcome}});
      series.Increment();
      if (!rule.policy.empty()) rules_[rule] = &series;
    }
  }

  void count_apply(const EndedApply& ended) {
    applies_.Add({{"outcome", ended.report.all_done() ? "done" : "in_part"}}).Increment();
    for (const auto& action : reported_actions_of(ended)) {
      actions_.Add({{"kind", action.kind}, {"outcome", action.outcome}}).Increment();
      if (!action.error.empty())
        action_failures_.Add({{"kind", action.kind}, {"error", action.error}}).Increment();
      if (action.online_after)
        capacity_times_.Add({{"kind", action.kind}}, kCapacityBuckets)
            .Observe(seconds_of(*action.online_after));
    }
  }

  prom::Registry registry_;
  mutable std::mutex mutex_;
  std::vector<prom::MetricFamily> gauges_;  // Of the last round.
  prom::MetricFamily firing_;
  std::map<ReportedRule, prom::Counter*> rules_;

  prom::Family<prom::Gauge>& info_ = gauge("muster_info", "Version of this muster as labels; always 1.");
  prom::Family<prom::Counter>& rounds_ = counter("muster_rounds_total", "Rounds of the loop.");
  prom::Family<prom::Counter>& clock_sets_ =
      counter("muster_clock_sets_total", "Times that the wall clock was set while the loop ran.");
  prom::Family<prom::Gauge>& last_well_ = gauge("muster_last_successful_round_timestamp_seconds",
                                                "Time of the end of the last round without a failure.");
  prom::Family<prom::Histogram>& round_times_ =
      histogram("muster_round_duration_seconds", "Duration of rounds.");
  prom::Family<prom::Histogram>& step_times_ =
      histogram("muster_round_step_duration_seconds", "Duration of the steps of rounds.");
  prom::Family<prom::Counter>& step_failures_ =
      counter("muster_round_step_failures_total", "Steps of rounds that failed.");
  prom::Family<prom::Counter>& decisions_ =
      counter("muster_decisions_total", "Recommendations of rules in each round, by their result.");
  prom::Family<prom::Counter>& applies_ = counter("muster_applies_total", "Applies that ended.");
  prom::Family<prom::Counter>& actions_ =
      counter("muster_actions_total", "Executed changes, by kind and outcome.");
  prom::Family<prom::Counter>& action_failures_ =
      counter("muster_action_failures_total", "Changes that failed, by kind and kind of error.");
  prom::Family<prom::Histogram>& capacity_times_ = histogram(
      "muster_time_to_capacity_seconds",
      "Time from the first reading beyond a rule's threshold until the requested capacity is online.");
  prom::Family<prom::Counter>& calls_ = counter("muster_api_calls_total", "Calls to the cloud.");
  prom::Family<prom::Histogram>& call_times_ =
      histogram("muster_api_call_duration_seconds", "Duration of calls to the cloud, until the answer.");
  prom::Family<prom::Gauge>& calls_left_ =
      gauge("muster_api_requests_left",
            "Requests that the cloud still accepts in its rate window, by its last report.");
  prom::Family<prom::Counter>& notifications_ =
      counter("muster_announcements_total", "Messages to receivers of alerts.");
  prom::Family<prom::Counter>& unreached_ =
      counter("muster_announcement_recipients_refused_total",
              "Recipients that did not receive a message which others received.");
};

RoundMetrics::RoundMetrics() : registry_(std::make_unique<Registry>()) {}
RoundMetrics::~RoundMetrics() = default;

void RoundMetrics::record(const Round& round) {
  registry_->record(round);
}
void RoundMetrics::record(const HeardCall& call) {
  registry_->record(call);
}
void RoundMetrics::firing(const std::map<std::pair<AlertName, AlertSeverity>, int>& counts) {
  registry_->firing(counts);
}
void RoundMetrics::notified(const std::string& target, bool delivered) {
  registry_->notified(target, delivered);
}
void RoundMetrics::unreached(const std::string& target, const std::string& address) {
  registry_->unreached(target, address);
}
std::string RoundMetrics::page() const {
  return registry_->page();
}

}  // namespace muster
