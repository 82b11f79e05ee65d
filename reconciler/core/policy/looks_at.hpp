#pragma once

#include <string>
#include <vector>

#include "reconciler/core/policy/policy.hpp"

namespace muster {

/// What a rule looks at.
struct LooksAt {
  std::string rule;
  std::string path;  ///< Where in its document: "spec.threshold[0]".
  SourceMark at;
  Metric metric = Metric::cpu;
  Duration window{0};  ///< 0: the newest reading.
  Scope scope = Scope::pool;
  bool counts = false;  ///< It asks how many agents there are; their declared number will do.

  friend bool operator==(const LooksAt&, const LooksAt&) = default;
};

/// Every metric that the rules of a policy look at, in their order.
std::vector<LooksAt> looks_of(const Policy& policy);

/// What to do where nobody reports a metric: "name a source that does (from: ...), or suspend the rule".
std::string what_would_report(Metric metric);

}  // namespace muster
