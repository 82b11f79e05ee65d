#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "reconciler/ports/announcer.hpp"

namespace muster {

/// How often and how fast a message is tried again.
struct CourierManners {
  int attempts = 3;
  Duration first_wait = 1s;  ///< Before the second attempt; doubles from one to the next.
  Duration longest_wait = 30s;
};

/// What came of one message.
struct Delivery {
  Announcement message;
  Result<Done> result;  ///< Done when at least one has it.
  int attempts = 0;
  std::vector<Unreached> unreached{};  ///< Those who have not, although others have.
};

/// Carries messages to one place on a thread of its own, one at a time, so that whoever has something to tell
/// never waits. There is no queue: what is new while a message is under way belongs into the next one.
class Courier {
 public:
  explicit Courier(std::unique_ptr<Announcer> announcer, CourierManners manners = {});
  Courier(const Courier&) = delete;
  Courier& operator=(const Courier&) = delete;
  /// Gives up what is not delivered; waits for an attempt under way, which its rule's timeout bounds.
  ~Courier();

  /// Takes a message, unless it has one: under way, or delivered and not yet collected.
  bool offer(Announcement message);
  /// What came of the last message, once.
  std::optional<Delivery> collect();
  bool idle() const;

  /// Waits until nothing is under way, for at most so long. Whether it got there.
  bool settle(Duration at_most);
  /// No further attempts. A courier that is asked so is done when the one under way is.
  void hurry();

 private:
  void work(const std::stop_token& stop);
  Delivery deliver(Announcement message, const std::stop_token& stop);
  bool pause(Duration length, const std::stop_token& stop);

  std::unique_ptr<Announcer> announcer_;
  CourierManners manners_;
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::optional<Announcement> waiting_;
  bool under_way_ = false;
  std::optional<Delivery> done_;
  std::jthread thread_;  // Last: it uses all of the above.
};

}  // namespace muster
