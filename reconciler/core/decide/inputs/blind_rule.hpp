#pragma once

#include <string>
#include <vector>

#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/base/identifier.hpp"
#include "reconciler/core/reading/reading.hpp"

namespace muster {

/// A rule that cannot hold for a pool with the present readings.
struct BlindRule {
  PolicyName policy;
  std::string rule;
  SourceMark at;
  PoolName pool;
  Metric metric = Metric::cpu;
  std::string message;      ///< The reason and the remedy; a sentence without a full stop.
  bool never_came = false;  ///< A source is configured for the metric, but no reading has ever arrived.

  friend bool operator==(const BlindRule&, const BlindRule&) = default;
};

/// "rule slow-answers of policy overload cannot hold for pool worker: ..."
std::string to_string(const BlindRule& blind);

/// Rules of one pool that cannot hold for the same reason.
struct BlindRuleGroup {
  int rules = 0;
  std::string message;  ///< One sentence without a full stop; it names each rule.

  friend bool operator==(const BlindRuleGroup&, const BlindRuleGroup&) = default;
};
/// Groups blind rules by pool and reason.
std::vector<BlindRuleGroup> groups_of(const std::vector<BlindRule>& blind);

}  // namespace muster
