#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "reconciler/ports/notifier.hpp"

namespace muster {

/// Retry policy of messages.
struct RetryPolicy {
  int attempts = 3;
  Duration first_wait = 1s;  ///< Before the second attempt; it doubles with each further one.
  Duration longest_wait = 30s;
};

/// The result of one message.
struct Delivery {
  Notification message;
  Result<Done> result;  ///< Done if at least one recipient has it.
  int attempts = 0;
  std::vector<Unreached> unreached{};  ///< The recipients that do not have it, although others do.
};

/// Sends messages to one receiver on its own thread, one at a time, so that the caller never waits. There is
/// no queue: news during a delivery belongs into the next message.
class NotificationWorker {
 public:
  explicit NotificationWorker(std::unique_ptr<Notifier> notifier, RetryPolicy retry_policy = {});
  NotificationWorker(const NotificationWorker&) = delete;
  NotificationWorker& operator=(const NotificationWorker&) = delete;
  /// Drops undelivered messages. Waits for a running attempt, which the timeout of its rule limits.
  ~NotificationWorker();

  /// Accepts a message, except while another one is in flight, or delivered and not yet collected.
  bool offer(Notification message);
  /// Returns the result of the last message, once.
  std::optional<Delivery> collect();
  bool idle() const;

  /// Waits until no message is in flight, at most `at_most`. Returns whether it succeeded.
  bool settle(Duration at_most);
  /// Makes no further attempts: a running attempt is the last one.
  void hurry();

 private:
  void work(const std::stop_token& stop);
  Delivery deliver(Notification message, const std::stop_token& stop);
  bool pause(Duration length, const std::stop_token& stop);

  std::unique_ptr<Notifier> notifier_;
  RetryPolicy retry_policy_;
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::optional<Notification> waiting_;
  bool under_way_ = false;
  std::optional<Delivery> done_;
  std::jthread thread_;  // Last member: it uses all of the above.
};

}  // namespace muster
