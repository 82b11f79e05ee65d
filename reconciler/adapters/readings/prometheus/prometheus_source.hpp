#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "reconciler/adapters/http/http_client.hpp"
#include "reconciler/adapters/readings/machine_names.hpp"
#include "reconciler/adapters/readings/prometheus/prometheus_answer.hpp"
#include "reconciler/adapters/readings/reading_cache.hpp"
#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/core/reading/machine_lives.hpp"
#include "reconciler/ports/clock.hpp"
#include "reconciler/ports/reading_source.hpp"

namespace muster {

struct PrometheusOptions {
  std::string url;                        ///< "http://prometheus:9090"; a path before /api is permitted.
  std::string label = "instance";         ///< The label that names the machine; see MachineNames.
  std::map<Metric, std::string> queries;  ///< See prometheus_queries.
  Duration timeout = 10s;                 ///< Time limit of one query.
  Secret token{};                         ///< Sent as a bearer token if it is not empty.
};

/// Readings of the whole fleet from a Prometheus, with one query for each metric and any number of machines.
///
/// The first poll requests the windows of the rules, each further one only new values. The source verifies
/// every answer. These become readings of quality `error`: impossible values (NaN, a share above 100%),
/// partial answers, and two different series for one machine. A machine that is missing from the answer is
/// `missing`. While the clocks of Prometheus and muster differ by more than the permitted age of a reading,
/// every reading is an `error`.
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
    bool coarse;     ///< The day before the window in which every sample counts.
    Duration reach;  ///< A value covers this time before it.
    HttpRequest request;
  };
  std::vector<Asked> questions(const Fleet& fleet, Instant since, Instant now) const;
  HttpRequest ask(const std::string& query, Instant from, Instant to, Duration step, Duration lookback) const;
  /// The context of a poll: the machines, and the time from which each is the present one.
  struct Deps {
    MachineNames names;
    MachineLives lives;
    Instant now;
  };
  bool take(const PrometheusAnswer& answer, Metric metric, const Deps& deps, Duration reach);
  void report_oddities(const PrometheusAnswer& answer, Metric metric, const std::set<std::string>& odd,
                       const std::vector<std::string>& torn, const std::set<std::string>& shared);
  std::string clocks_apart(const HttpResponse& response, Duration most) const;

  HttpClient* client_;
  Clock* clock_;
  PrometheusOptions options_;
  ReadingNeeds needs_;
  ReadingCache held_;
  std::map<Metric, Instant> asked_until_;
  std::vector<std::string> trouble_;
};

}  // namespace muster
