#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "reconciler/core/alert/alert_memory.hpp"
#include "reconciler/core/alert/announcement.hpp"
#include "reconciler/core/alert/round_alerts.hpp"
#include "reconciler/core/fleet/announce_rule.hpp"

namespace muster {

/// What one place was told of one alert last.
struct Told {
  Instant at;
  bool over = false;
  AlertSeverity severity = AlertSeverity::warning;

  friend bool operator==(const Told&, const Told&) = default;
};

/// An alert that fires, or is over and not told everywhere yet.
struct KnownAlert {
  Alert alert;      ///< `since` is when it began, whatever later rounds say.
  Instant seen_at;  ///< When a round last saw it fire.
  std::optional<Instant> over_at;
  std::map<std::string, Told> told;  ///< By target.

  friend bool operator==(const KnownAlert&, const KnownAlert&) = default;
};

/// A notice that is not told everywhere yet.
struct KnownNotice {
  Notice notice;
  std::set<std::string> told;  ///< Targets.

  friend bool operator==(const KnownNotice&, const KnownNotice&) = default;
};

/// What fires since when, and what was told where. A value: with it kept over a restart, nothing is told
/// twice and nothing is forgotten. What is told counts once it is delivered; what waits for a place that does
/// not answer waits here, one entry an alert, so that it never grows with time.
struct AlertBook {
  std::map<std::string, KnownAlert> alerts;  ///< By key.
  std::vector<KnownNotice> notices;          ///< From old to new.
  std::map<std::string, int> dropped;        ///< Notices that a target missed, by target; told with the next.
  std::map<std::string, std::vector<Instant>>
      sent;  ///< When each target got a message, within the last hour.
  AlertMemory memory;

  friend bool operator==(const AlertBook&, const AlertBook&) = default;
};

/// An alert that no longer fires must stay so for this long before it is over: what flickers is one alert.
inline constexpr Duration kClearFor = std::chrono::minutes(1);
/// What nobody could be told of by then is forgotten.
inline constexpr Duration kKeptUntold = std::chrono::hours(24);
inline constexpr std::size_t kKeptNotices = 200;

/// The book after a round. What the round is unsure of stays as it was. `rules` are the places to tell; what
/// is told to all of them and over is forgotten.
AlertBook heard(AlertBook book, const RoundAlerts& alerts, const std::vector<Notice>& notices,
                const std::vector<AnnounceRule>& rules, Instant now);

/// What is to be told to one place now: what began, got worse or is over since it was last told, what still
/// fires and was not told for `repeat_every`, and notices. Empty when there is nothing, or when the place has
/// had its messages for the hour.
Announcement due(const AlertBook& book, const AnnounceRule& rule, const FleetName& fleet, Instant now);

/// The book after that message was delivered.
AlertBook told(AlertBook book, const Announcement& announcement, Instant now);

}  // namespace muster
