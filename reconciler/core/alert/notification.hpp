#pragma once

#include <string>
#include <vector>

#include "reconciler/core/alert/alert.hpp"
#include "reconciler/core/base/identifier.hpp"

namespace muster {

/// A resolved alert.
struct ResolvedAlert {
  Alert alert;
  Instant resolved_at;

  friend bool operator==(const ResolvedAlert&, const ResolvedAlert&) = default;
};

/// One message to one receiver with everything that is due to it.
struct Notification {
  std::string target;  ///< Name of the receiver.
  FleetName fleet;
  Instant at;
  std::vector<Alert> firing{};  ///< Most severe first.
  std::vector<ResolvedAlert> resolved{};
  std::vector<Notice> notices{};  ///< Oldest first.
  int dropped_notices = 0;  ///< Number of older notices that could not be delivered in time and are dropped.
  Instant firing_until{};   ///< By then each active alert is repeated or resolved.

  bool empty() const { return firing.empty() && resolved.empty() && notices.empty() && dropped_notices == 0; }
  friend bool operator==(const Notification&, const Notification&) = default;
};

/// "muster fpai: 1 critical, 2 warnings, 1 resolved, 3 notices": one line.
std::string headline_of(const Notification& notification);
/// Number of entries that one message lists; it counts the rest.
inline constexpr std::size_t kListedOneByOne = 50;
/// The headline and one line for each entry, most severe first, for people.
std::string text_of(const Notification& notification);

}  // namespace muster
