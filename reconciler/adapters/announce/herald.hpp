#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "reconciler/adapters/announce/courier.hpp"
#include "reconciler/adapters/metrics/round_metrics.hpp"
#include "reconciler/core/alert/alert_book.hpp"

namespace muster {

/// Reports on rounds: it keeps the page for Prometheus, finds the alerts of a round, and sends them to the
/// receivers in the fleet file. The loop calls it once a round and never waits for a delivery:
///
///   RoundMetrics metrics;  // ProviderChoice::hear_call = metrics.heard
///   Herald herald(metrics, [&](const AnnounceRule& rule) { return open_announcer(rule, ground); });
///   // After it took the lease:
///   if (auto text = store.snapshot(fleet, kAlertBookName)) herald.resume(*text);
///   for (;;) {
///     ... round ...
///     for (const auto& trouble : herald.heard(round, now)) log.warn(trouble);
///     if (round.leads) store.put_snapshot(fleet, kAlertBookName, herald.book(), lease);
///   }
///   herald.stop(now, 5s);  // Then store the book again.
///
/// Used by one thread; any thread may read the page of the metrics.
class Herald {
 public:
  using OpenAnnouncer = std::function<Result<std::unique_ptr<Announcer>>(const AnnounceRule& rule)>;

  /// `metrics` outlives the herald.
  Herald(RoundMetrics& metrics, OpenAnnouncer open, CourierManners manners = {});
  ~Herald();

  /// Processes a round and passes messages to couriers. Returns the failures of deliveries with their
  /// reasons, as sentences without a final stop for the log. They contain no secrets.
  std::vector<std::string> heard(const Round& round, Instant now);

  /// Returns the book, which the caller must store. It contains the deliveries, so that a restart neither
  /// repeats nor loses a message. A message in flight is sent again if this process dies.
  std::string book() const;
  /// Continues with a stored book in place of the present one. Fails with invalid if the text cannot be read;
  /// the present book stays, and all active alerts are announced again.
  Result<Done> resume(const std::string& text);

  /// Sends the remaining messages, waits at most `at_most`, and ends all couriers. A running attempt may take
  /// the timeout of its rule longer. Returns failures as `heard` does.
  std::vector<std::string> stop(Instant now, Duration at_most);

  /// Returns the active alerts for status, most severe first.
  std::vector<Alert> firing() const;

 private:
  /// One receiver, and the time of its next attempt.
  struct Place {
    AnnounceRule rule;
    std::unique_ptr<Courier> courier;  ///< nullptr if it could not be opened.
    int failures = 0;                  ///< Failures in a row.
    Instant not_before{};
  };
  using Troubles = std::vector<std::string>;

  void follow(const std::vector<AnnounceRule>& rules, Instant now);
  void open_places(Instant now, Troubles& troubles);
  void collect(Instant now, Troubles& troubles);
  void hand_out(Instant now);
  void tell_metrics();
  std::vector<AnnounceRule> rules() const;

  RoundMetrics* metrics_;
  OpenAnnouncer open_;
  CourierManners manners_;
  FleetName fleet_;
  AlertBook book_;
  std::map<std::string, Place> places_;             ///< By name.
  std::vector<std::unique_ptr<Courier>> retiring_;  ///< Couriers of receivers that are no longer declared.
};

/// Name of the book among the documents of the store.
inline constexpr const char* kAlertBookName = "alert-book";

}  // namespace muster
