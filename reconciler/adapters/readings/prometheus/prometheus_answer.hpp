#pragma once

#include <string>
#include <vector>

#include "reconciler/adapters/http/http_message.hpp"
#include "reconciler/core/base/result.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {

/// One time series of an answer: its label and its samples, as written.
struct PrometheusSeries {
  bool labelled = false;  ///< Whether it has the requested label.
  std::string label{};
  struct Point {
    Instant at;
    std::string value;  ///< "12.5", "NaN", "+Inf"; "" if it is no text.
  };
  std::vector<Point> points{};
};

/// The answer of Prometheus to one query.
struct PrometheusAnswer {
  std::vector<PrometheusSeries> series{};
  std::vector<std::string> warnings{};  ///< Why the answer is partial; empty for a complete one.
  std::string odd{};  ///< The problem of the first unreadable series or point; "" if there is none.
};

/// Parses the answer to an instant or a range query. Only unreadable series or points are dropped. Fails with
/// `invalid` if none is readable, with `invalid` and the message of Prometheus if it rejected the query, with
/// `denied` for a rejected key, and with `io` for an error of the server.
Result<PrometheusAnswer> read_prometheus_answer(const HttpResponse& response, const std::string& label);

}  // namespace muster
