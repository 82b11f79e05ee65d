#pragma once

#include <map>
#include <string>

#include "reconciler/core/reading/reading.hpp"

namespace muster {

/// PromQL for each metric: what node exporter's series come to, and over it what is declared; a declared
/// query that is empty takes the usual one away. `$label` and `$window` stand for the label that names the
/// machine and the time that a rate is taken over, `$data` for matchers of the filesystems that hold data.
std::map<Metric, std::string> prometheus_queries(const std::map<std::string, std::string>& declared);

/// The query with its placeholders filled in.
std::string filled_in(std::string query, const std::string& label, Duration window);

/// The longest time that a filled-in query takes a value over: "rate(x[5m])" looks back five minutes. 0 when
/// it takes none, or by a time that is not written out.
Duration looks_back(const std::string& query);

}  // namespace muster
