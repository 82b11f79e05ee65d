#pragma once

#include <cstdint>
#include <string>

#include "reconciler/core/base/time.hpp"
#include "reconciler/core/forecast/load_memory.hpp"

namespace muster::forecast {

/// Takes a reading in. Readings come in order of time; those of bins that are closed are passed over.
/// Constant time but for the end of a bin, when every method is judged and asked anew.
void take(LoadMemory& memory, Instant at, std::int64_t load);

/// What is expected, and how far that can be believed.
struct Outlook {
  Method method = Method::recent;
  std::int64_t upper = 0;        ///< What the load stays under, as sure as was asked for.
  std::int64_t middle = 0;       ///< What the method itself says.
  double covered_percent = 0;    ///< Of the bins judged, those that stayed under.
  double loss_percent = 0;       ///< Pinball loss over the mean load.
  double loss_of_reaction = 0;   ///< The same for the method `recent`.
  std::int64_t bound_last = -1;  ///< The bound for the last bin that is over; -1: there was none.
  std::int64_t peak_last = -1;   ///< Its peak.
  Duration history{0};           ///< How far back the memory reaches.
  std::string falls_back{};      ///< Why it is not to be believed; empty when it is.
};

/// The peak of the open bin and the following ones that `lead` reaches into. Falls back where the history is
/// shorter than `min_history`, where bounds were crossed much more often than they should be, and where they
/// lay so high that being ready for them would waste more than it saves.
Outlook expect(const LoadMemory& memory, Duration lead, Duration min_history);

}  // namespace muster::forecast
