#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "reconciler/adapters/http/http_client.hpp"
#include "reconciler/adapters/readings/held_readings.hpp"
#include "reconciler/adapters/readings/machine_names.hpp"
#include "reconciler/adapters/readings/prometheus/prometheus_answer.hpp"
#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/core/reading/machine_lives.hpp"
#include "reconciler/ports/clock.hpp"
#include "reconciler/ports/reading_source.hpp"

namespace muster {

struct PrometheusOptions {
  std::string url;                        ///< "http://prometheus:9090", a path in front of /api is allowed.
  std::string label = "instance";         ///< The label that names the machine; see MachineNames.
  std::map<Metric, std::string> queries;  ///< See prometheus_queries.
  Duration timeout = 10s;                 ///< Of one query.
  Secret token{};                         ///< Sent as a bearer token unless it is empty.
};

/// Readings of the whole fleet from a Prometheus, by one query a metric however many machines there are.
///
/// The first look asks for the time that rules look at, each further look only for what is new. Nothing that
/// Prometheus says is taken for granted: values that cannot be (NaN, a share above 100 %), answers that are
/// partial, and two series that stand for one machine and differ are readings of quality `error`; a machine
/// that the answer leaves out is `missing`; and while Prometheus' clock and ours disagree by more than a
/// reading may be old, everything is `error`.
class PrometheusSource final : public ReadingSource {
 public:
  /// `client` and `clock` outlive the source.
  PrometheusSource(HttpClient& client, Clock& clock, PrometheusOptions options, ReadingNeeds needs);

  std::string name() const override { return "prometheus " + options_.url; }
  Result<std::vector<Reading>> readings(const Fleet& fleet, const ActualState& actual, Instant since,
                                        Instant now) override;
  std::vector<std::string> trouble() const override { return trouble_; }

 private:
  struct Asked {
    Metric metric;
    bool coarse;     ///< The day before the time that every sample counts of.
    Duration reach;  ///< A value is made of what was up to so long before it.
    HttpRequest request;
  };
  std::vector<Asked> questions(const Fleet& fleet, Instant since, Instant now) const;
  HttpRequest ask(const std::string& query, Instant from, Instant to, Duration step, Duration lookback) const;
  /// What the look is about: the machines, and since when each is the one that it is.
  struct Ground {
    MachineNames names;
    MachineLives lives;
    Instant now;
  };
  bool take(const PrometheusAnswer& answer, Metric metric, const Ground& ground, Duration reach);
  void tell_oddities(const PrometheusAnswer& answer, Metric metric, const std::set<std::string>& odd,
                     const std::vector<std::string>& torn, const std::set<std::string>& shared);
  std::string clocks_apart(const HttpResponse& response, Duration most) const;

  HttpClient* client_;
  Clock* clock_;
  PrometheusOptions options_;
  ReadingNeeds needs_;
  HeldReadings held_;
  std::map<Metric, Instant> asked_until_;
  std::vector<std::string> trouble_;
};

}  // namespace muster
