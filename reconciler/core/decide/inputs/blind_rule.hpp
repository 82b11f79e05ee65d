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
/// One sentence for each fact: rules of one pool with the same reason share one.
std::vector<std::string> describe(const std::vector<BlindRule>& blind);
/// The number of blind rules that these warnings of a plan name.
int count_blind_rules(const std::vector<std::string>& warnings);

}  // namespace muster
