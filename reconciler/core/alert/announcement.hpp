#pragma once

#include <string>
#include <vector>

#include "reconciler/core/alert/alert.hpp"
#include "reconciler/core/base/identifier.hpp"

namespace muster {

/// A resolved alert.
struct OverAlert {
  Alert alert;
  Instant over_at;

  friend bool operator==(const OverAlert&, const OverAlert&) = default;
};

/// One message to one receiver with everything that is due to it.
struct Announcement {
  std::string target;  ///< Name of the receiver.
  FleetName fleet;
  Instant at;
  std::vector<Alert> firing{};  ///< Most severe first.
  std::vector<OverAlert> over{};
  std::vector<Notice> notices{};  ///< Oldest first.
  int dropped_notices = 0;  ///< Number of older notices that could not be delivered in time and are dropped.
  Instant firing_until{};   ///< By then each active alert is repeated or resolved.

  bool empty() const { return firing.empty() && over.empty() && notices.empty() && dropped_notices == 0; }
  friend bool operator==(const Announcement&, const Announcement&) = default;
};

/// "muster fpai: 1 critical, 2 warnings, 1 over, 3 notices": one line.
std::string headline_of(const Announcement& announcement);
/// Number of entries that one message lists; it counts the rest.
inline constexpr std::size_t kToldOneByOne = 50;
/// The headline and one line for each entry, most severe first, for people.
std::string text_of(const Announcement& announcement);

}  // namespace muster
