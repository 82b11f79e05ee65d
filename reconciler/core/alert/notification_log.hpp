#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "reconciler/core/alert/alert_memory.hpp"
#include "reconciler/core/alert/notification.hpp"
#include "reconciler/core/alert/round_alerts.hpp"
#include "reconciler/core/fleet/declared/receiver.hpp"

namespace muster {

/// The last notification about one alert to one receiver.
struct Notified {
  Instant at;
  bool resolved = false;
  AlertSeverity severity = AlertSeverity::warning;

  friend bool operator==(const Notified&, const Notified&) = default;
};

/// An active alert, or a resolved alert that some receiver does not know yet.
struct KnownAlert {
  Alert alert;      ///< Its `since` is the first one; later rounds do not change it.
  Instant seen_at;  ///< Time of the last round in which it was active.
  std::optional<Instant> resolved_at;
  std::map<std::string, Notified> notified;  ///< By name of the receiver.

  friend bool operator==(const KnownAlert&, const KnownAlert&) = default;
};

/// A notice that some receiver does not know yet.
struct KnownNotice {
  Notice notice;
  std::set<std::string> notified;  ///< Names of the receivers that know it.

  friend bool operator==(const KnownNotice&, const KnownNotice&) = default;
};

/// Active alerts and the notifications about them. A value: if it is kept over a restart, muster neither
/// repeats nor loses a notification. A notification counts when it is delivered. Messages for a receiver that
/// does not answer wait here, one entry for each alert, so the log does not grow with time.
struct NotificationLog {
  std::map<std::string, KnownAlert> alerts;  ///< By key.
  std::vector<KnownNotice> notices;          ///< Oldest first.
  /// Number of notices that a receiver missed, by receiver; the next message reports it.
  std::map<std::string, int> dropped;
  /// Times of the messages within the last hour, by receiver.
  std::map<std::string, std::vector<Instant>> sent;
  AlertMemory memory;

  friend bool operator==(const NotificationLog&, const NotificationLog&) = default;
};

/// An alert is resolved only after it was inactive for this long: a flickering condition is one alert.
inline constexpr Duration kClearFor = std::chrono::minutes(1);
/// After this time muster drops a notification that could not be delivered.
inline constexpr Duration kKeptUndelivered = std::chrono::hours(24);
inline constexpr std::size_t kKeptNotices = 200;

/// Returns the log after a round. Alerts that the round could not check stay as they were. `rules` are the
/// receivers. An entry that is resolved and known to all of them is removed.
NotificationLog record(NotificationLog book, const RoundAlerts& alerts, const std::vector<Notice>& notices,
                       const std::vector<Receiver>& rules, Instant now);

/// Returns the message that is due to one receiver now: alerts that are new, worse or resolved since its last
/// message, active alerts after `repeat_every`, and notices. Empty if nothing is due, or if the receiver has
/// had its messages of the hour.
Notification due(const NotificationLog& book, const Receiver& rule, const FleetName& fleet, Instant now);

/// Returns the log after the delivery of that message.
NotificationLog notified(NotificationLog book, const Notification& notification, Instant now);

}  // namespace muster
