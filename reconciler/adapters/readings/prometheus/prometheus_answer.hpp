#pragma once

#include <string>
#include <vector>

#include "reconciler/adapters/http/http_message.hpp"
#include "reconciler/core/base/result.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {

/// One time series of an answer: what its label says and its samples, as they were written.
struct PrometheusSeries {
  bool labelled = false;  ///< Whether it has the label that was asked for.
  std::string label{};
  struct Point {
    Instant at;
    std::string value;  ///< "12.5", "NaN", "+Inf"; "" where there is no text.
  };
  std::vector<Point> points{};
};

/// What Prometheus answered to one query.
struct PrometheusAnswer {
  std::vector<PrometheusSeries> series{};
  std::vector<std::string> warnings{};  ///< Why the answer is partial; empty for a whole one.
  std::string odd{};  ///< What is wrong with the first series or point that cannot be read; "" without any.
};

/// Reads the answer to an instant or a range query. A series or a point that cannot be read is left out
/// alone. Fails with `invalid` when none can, with `invalid` and Prometheus' own words where it refused,
/// `denied` for a key that it does not take, `io` for a server that is not well.
Result<PrometheusAnswer> read_prometheus_answer(const HttpResponse& response, const std::string& label);

}  // namespace muster
