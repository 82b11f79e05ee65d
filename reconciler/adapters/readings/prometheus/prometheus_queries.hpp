#pragma once

#include <map>
#include <string>

#include "reconciler/core/reading/reading.hpp"

namespace muster {

/// Returns a PromQL query for each metric: the default on the series of node exporter, or the declared one;
/// an empty declared query disables the default. `$label` is the label that names the machine, `$window` the
/// window of a rate, `$data` matchers of the filesystems that hold data.
std::map<Metric, std::string> prometheus_queries(const std::map<std::string, std::string>& declared);

/// Returns the query with its variables replaced.
std::string filled_in(std::string query, const std::string& label, Duration window);

/// Returns the longest window of a complete query: "rate(x[5m])" looks back five minutes. 0 if it has none,
/// or one that is not a literal.
Duration looks_back(const std::string& query);

}  // namespace muster
