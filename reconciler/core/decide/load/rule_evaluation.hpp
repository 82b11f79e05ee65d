#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/decide/inputs/pool_view.hpp"
#include "reconciler/core/decide/load/threshold_check.hpp"

namespace muster {

/// The evaluation of a rule for one subject.
struct SubjectEvaluation {
  const MachineView* machine = nullptr;  ///< nullptr for the pool as a whole.
  ThresholdCheck check;
  ThresholdLine line;
  std::optional<Measure> normal;
};

/// The line of a rule for one subject.
struct RuleLine {
  ThresholdLine line;
  std::optional<Measure> normal{};  ///< The baseline, for rules in multiples of it.
  bool known = true;                ///< false: the baseline or the growth that determines it is unknown.
};
/// Returns the line of a rule, from the readings of its subject. The growth of a disk counts from
/// `growth_since`.
RuleLine line_of_rule(const ThresholdRule& rule, Duration lasting, const Series& series, Instant growth_since,
                      Instant now);

/// The evaluation of a rule for all its subjects.
struct RuleEvaluation {
  std::vector<SubjectEvaluation> breached;   ///< Ordered by slot.
  std::optional<SubjectEvaluation> nearest;  ///< Of the others: the one that is nearest to its line.
  int subjects = 0;                          ///< Subjects that the rule evaluates.
  int reporting = 0;                         ///< Subjects with a fresh reading.
  int acted_on = 0;                          ///< Subjects whose readings muster has acted on.
  int no_baseline = 0;              ///< For rules in multiples of normal: subjects without a baseline.
  std::vector<std::string> silent;  ///< The first few that do not report, with the reason.
  bool unsure = false;              ///< The state of at least one subject is unknown.
  bool uncovered = false;           ///< One of these has fresh readings, but too few.
  Duration too_seldom{0};           ///< The longest step that is too long for the rule; 0: none.
};

/// Evaluates a rule for each machine, or for the pool, over the last `lasting`.
RuleEvaluation evaluate_rule(const ThresholdRule& rule, Duration lasting, const PoolView& view);

/// The readings of a pool as a whole: its own, else the mean of its machines in each sampling period. A
/// period in which less than 60% of the machines that report have a reading counts as missing.
Series pool_series(const PoolView& view, Metric metric, Duration reaching_back);

/// The number of agents of a pool: its own readings, else the sum of its machines in each sampling period. A
/// period in which one of the machines did not report counts as missing.
Series agents_series(const PoolView& view, Duration reaching_back);

/// The evidence of one evaluated subject.
Evidence evidence_of(const SubjectEvaluation& subject, const ThresholdRule& rule, Duration lasting,
                     const PoolView& view);

}  // namespace muster
