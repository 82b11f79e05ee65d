#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/decide/inputs/pool_view.hpp"
#include "reconciler/core/decide/load/threshold_check.hpp"

namespace muster {

/// One subject that a rule was held against.
struct SubjectEvaluation {
  const MachineView* machine = nullptr;  ///< nullptr for the pool as a whole.
  ThresholdCheck check;
  ThresholdLine line;
  std::optional<Measure> normal;
};

/// A rule held against every subject it looks at.
struct RuleEvaluation {
  std::vector<SubjectEvaluation> breached;   ///< In order of slots.
  std::optional<SubjectEvaluation> nearest;  ///< Of those that did not cross: the one that is nearest to it.
  int subjects = 0;
  int reporting = 0;                ///< Have a fresh reading.
  int acted_on = 0;                 ///< Whose readings had their say already.
  int no_baseline = 0;              ///< For rules that speak of multiples of normal.
  std::vector<std::string> silent;  ///< The first few that do not report, and why.
  bool unsure = false;              ///< For one of them nobody can tell.
  bool uncovered = false;           ///< Of those: one has fresh readings, but too few of them.
  Duration too_seldom{0};           ///< The step of one whose readings come too seldom for the rule; 0: none.
};

/// Holds a rule against each machine, or against the pool, over the last `lasting`.
RuleEvaluation evaluate_rule(const ThresholdRule& rule, Duration lasting, const PoolView& view);

/// The readings of a pool as a whole: its own, or where it has none the mean over those of its machines that
/// report, one sampling period after the other; an instant with less than 60 % of them counts as missing.
Series pool_series(const PoolView& view, Metric metric, Duration reaching_back);

/// The agents of a pool as a whole: its own readings, or the sum over its machines, one sampling period after
/// the other; a period in which one of them did not report counts as missing.
Series agents_series(const PoolView& view, Duration reaching_back);

/// Evidence of one hit.
Evidence evidence_of(const SubjectEvaluation& subject, const ThresholdRule& rule, Duration lasting,
                     const PoolView& view);

}  // namespace muster
