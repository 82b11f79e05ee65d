#pragma once

#include <string>
#include <vector>

#include "reconciler/core/alert/alert.hpp"
#include "reconciler/core/base/identifier.hpp"

namespace muster {

/// An alert that is over.
struct OverAlert {
  Alert alert;
  Instant over_at;

  friend bool operator==(const OverAlert&, const OverAlert&) = default;
};

/// One message to one place: all that there is to tell it now.
struct Announcement {
  std::string target;  ///< The rule's name.
  FleetName fleet;
  Instant at;
  std::vector<Alert> firing{};  ///< Worst first.
  std::vector<OverAlert> over{};
  std::vector<Notice> notices{};  ///< From old to new.
  int dropped_notices = 0;        ///< So many older ones could not be told in time and are gone.
  Instant firing_until{};         ///< By then what fires is told again, or is over.

  bool empty() const { return firing.empty() && over.empty() && notices.empty() && dropped_notices == 0; }
  friend bool operator==(const Announcement&, const Announcement&) = default;
};

/// "muster fpai: 1 critical, 2 warnings, 1 over, 3 notices": one line.
std::string headline_of(const Announcement& announcement);
/// People read no more lines than these in one message; the rest is counted.
inline constexpr std::size_t kToldOneByOne = 50;
/// The headline and a line for each thing, the worst first, for people.
std::string text_of(const Announcement& announcement);

}  // namespace muster
