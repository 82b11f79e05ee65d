#pragma once

#include "reconciler/core/decide/inputs/decision.hpp"
#include "reconciler/core/reading/summarise.hpp"

namespace muster {

/// A line that readings are held against.
struct ThresholdLine {
  Comparison comparison = Comparison::above;
  Measure limit;  ///< In the metric's unit.
};

/// Whether a value lies beyond the line. Strict: 80.0 is not above 80.
bool beyond(const ThresholdLine& line, Measure value);

/// A series held against a line.
struct ThresholdCheck {
  /// How it stands to the line.
  enum class State {
    breached,           ///< Every reading of the window is beyond it, for long enough, with enough of them.
    ok,                 ///< A reading of the window is not.
    pending,            ///< All are, but they do not reach back far enough.
    insufficient_data,  ///< Readings are missing, stale or failed: nobody can tell.
    acted_on,           ///< The readings have had their say in an earlier change.
  };

  State state = State::insufficient_data;
  Signal signal;
  Duration held{0};  ///< How long every reading has been beyond the line, as far as they tell.
  Measure weakest;   ///< The reading of the window that is beyond by the least.
};

ThresholdCheck check_threshold_line(const Series& series, const ThresholdLine& line, const Window& window,
                                    Instant now);
/// The same, but nobody can tell where readings come too seldom for the window: it must hold two steps.
ThresholdCheck judge_steps(const Series& series, const ThresholdLine& line, const Window& window,
                           Instant now);

/// What was seen, as evidence against this line.
Evidence evidence_of(const ThresholdCheck& check, const Subject& subject, Metric metric,
                     const ThresholdLine& line, Duration window);

}  // namespace muster
