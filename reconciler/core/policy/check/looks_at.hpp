#pragma once

#include <string>

#include "reconciler/core/policy/policy.hpp"

namespace muster {

/// The metric and window that a rule reads.
struct LooksAt {
  std::string rule;
  std::string path;  ///< Its path in its document: "spec.threshold[0]".
  SourceMark at;
  Metric metric = Metric::cpu;
  Duration window{0};  ///< 0: the newest reading.
  Scope scope = Scope::pool;
  bool counts = false;  ///< It needs the number of agents; the declared number is sufficient.

  friend bool operator==(const LooksAt&, const LooksAt&) = default;
};

/// A rule of that kind that needs the number of agents.
LooksAt look_at_agents(const char* kind, const SourceMark& at);

/// Returns the advice for a metric that no source reports: "name a source that does (from: ...), or suspend
/// the rule".
std::string what_would_report(Metric metric);

}  // namespace muster
