#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "reconciler/adapters/metrics/round_metrics.hpp"
#include "reconciler/adapters/notify/notification_worker.hpp"
#include "reconciler/core/alert/notification_log.hpp"

namespace muster {

/// Reports on rounds: it keeps the page for Prometheus, finds the alerts of a round, and sends them to the
/// receivers in the fleet file. The loop calls it once a round and never waits for a delivery:
///
///   RoundMetrics metrics;  // ProviderChoice::on_call = metrics.record
///   AlertDispatcher dispatcher(metrics, [&](const Receiver& rule) { return open_notifier(rule, deps); });
///   // After it took the lease:
///   if (auto text = store.snapshot(fleet, kNotificationLogName)) dispatcher.resume(*text);
///   for (;;) {
///     ... round ...
///     for (const auto& trouble : dispatcher.record(round, now)) log.warn(trouble);
///     if (round.leads) store.put_snapshot(fleet, kNotificationLogName, dispatcher.book(), lease);
///   }
///   dispatcher.stop(now, 5s);  // Then store the book again.
///
/// Used by one thread; any thread may read the page of the metrics.
class AlertDispatcher {
 public:
  using OpenNotifier = std::function<Result<std::unique_ptr<Notifier>>(const Receiver& rule)>;

  /// `metrics` outlives the herald.
  AlertDispatcher(RoundMetrics& metrics, OpenNotifier open, RetryPolicy retry_policy = {});
  ~AlertDispatcher();

  /// Processes a round and passes messages to couriers. Returns the failures of deliveries with their
  /// reasons, as sentences without a final stop for the log. They contain no secrets.
  std::vector<std::string> record(const Round& round, Instant now);

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
  struct ReceiverState {
    Receiver rule;
    std::unique_ptr<NotificationWorker> worker;  ///< nullptr if it could not be opened.
    int failures = 0;                            ///< Failures in a row.
    Instant not_before{};
  };
  using Troubles = std::vector<std::string>;

  void follow(const std::vector<Receiver>& rules, Instant now);
  void open_receivers(Instant now, Troubles& troubles);
  void collect(Instant now, Troubles& troubles);
  void hand_out(Instant now);
  void update_metrics();
  std::vector<Receiver> rules() const;

  RoundMetrics* metrics_;
  OpenNotifier open_;
  RetryPolicy retry_policy_;
  FleetName fleet_;
  NotificationLog log_;
  std::map<std::string, ReceiverState> receivers_;  ///< By name.
  /// Couriers of receivers that are no longer declared.
  std::vector<std::unique_ptr<NotificationWorker>> retiring_;
};

/// Name of the book among the documents of the store.
inline constexpr const char* kNotificationLogName = "alert-book";

}  // namespace muster
