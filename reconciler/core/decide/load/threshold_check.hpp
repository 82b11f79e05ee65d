#pragma once

#include "reconciler/core/decide/inputs/decision.hpp"
#include "reconciler/core/reading/summarise.hpp"

namespace muster {

/// The line that readings are compared with.
struct ThresholdLine {
  Comparison comparison = Comparison::above;
  Measure limit;  ///< In the metric's unit.
};

/// Whether a value is beyond the line. Strict: 80.0 is not above 80.
bool beyond(const ThresholdLine& line, Measure value);

/// The comparison of a series with a line.
struct ThresholdCheck {
  /// The state of the threshold.
  enum class State {
    breached,           ///< Every reading is beyond the line, for long enough, with enough readings.
    ok,                 ///< At least one reading of the window is not beyond the line.
    pending,            ///< All are beyond the line, but not yet for long enough.
    insufficient_data,  ///< Readings are missing, stale or failed: the state is unknown.
    acted_on,           ///< muster has acted on these readings in an earlier change.
  };

  State state = State::insufficient_data;
  Signal signal;
  Duration held{0};  ///< How long every reading has been beyond the line, as far as readings show.
  Measure weakest;   ///< The reading of the window that is the least far beyond the line.
};

ThresholdCheck check_threshold_line(const Series& series, const ThresholdLine& line, const Window& window,
                                    Instant now);
/// The same, but insufficient_data where readings come too seldom: the window must hold two steps.
ThresholdCheck judge_steps(const Series& series, const ThresholdLine& line, const Window& window,
                           Instant now);

/// The check as evidence against this line.
Evidence evidence_of(const ThresholdCheck& check, const Subject& subject, Metric metric,
                     const ThresholdLine& line, Duration window);

}  // namespace muster
