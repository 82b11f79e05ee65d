#pragma once

#include <string>
#include <vector>

#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/base/identifier.hpp"
#include "reconciler/core/reading/reading.hpp"

namespace muster {

/// A rule that cannot hold for a pool as readings come now.
struct BlindRule {
  PolicyName policy;
  std::string rule;
  SourceMark at;
  PoolName pool;
  Metric metric = Metric::cpu;
  std::string message;      ///< Why, and what to do about it; a sentence without final stop.
  bool never_came = false;  ///< A source could report the metric, and no reading of it ever came.

  friend bool operator==(const BlindRule&, const BlindRule&) = default;
};

/// "rule slow-answers of policy overload cannot hold for pool worker: ..."
std::string to_string(const BlindRule& blind);
/// A sentence for each fact: rules of one pool that are blind for the same reason share one.
std::vector<std::string> describe(const std::vector<BlindRule>& blind);
/// How many rules a plan's warnings tell of in these words.
int count_blind_rules(const std::vector<std::string>& warnings);

}  // namespace muster
