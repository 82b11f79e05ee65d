#pragma once

#include <map>
#include <string>
#include <vector>

#include "reconciler/adapters/readings/push/push_receipt.hpp"
#include "reconciler/adapters/readings/push/sender_watch.hpp"
#include "reconciler/adapters/readings/reading_cache.hpp"

namespace muster {

/// A parsed push: the acceptable readings, and the reasons for the others.
struct ReadPush {
  std::vector<Reading> good;
  PushReceipt receipt;                ///< Without `fresh` and `known`.
  std::vector<std::string> refusals;  ///< The first few, one sentence each.
};

/// Parses the lines of a push of this machine. The lines are independent: one that is unreadable, about
/// another machine or with an impossible time is refused alone. A reading a little ahead of `now` was
/// measured by a clock that is fast: it is early, and may be sent again.
ReadPush read_push(const Slot& machine, const std::string& body, Instant now);

/// The pushed readings, and the machines with two senders.
class PushedReadings {
 public:
  explicit PushedReadings(ReadingNeeds needs) : held_(std::move(needs)) {}

  /// Adds the good readings of a push; the receipt contains the number of new ones. `mark` names the sending
  /// process.
  PushReceipt take(const Slot& machine, const std::string& mark, const ReadPush& push, Instant now);

  /// Appends the readings from `since` to `now`. While a machine has two senders, none of its readings is
  /// good.
  void append_to(std::vector<Reading>& into, Instant since, Instant now);

  /// Returns a sentence for each machine with two senders.
  std::vector<std::string> twins(Instant now) const;

  const ReadingCache& held() const { return held_; }

 private:
  ReadingCache held_;
  std::map<Slot, SenderWatch> senders_;
};

}  // namespace muster
