#pragma once

#include <map>
#include <string>
#include <vector>

#include "reconciler/adapters/readings/held_readings.hpp"
#include "reconciler/adapters/readings/push/push_receipt.hpp"
#include "reconciler/adapters/readings/push/sender_watch.hpp"

namespace muster {

/// A push taken apart: what may be taken, and why the rest may not.
struct ReadPush {
  std::vector<Reading> good;
  PushReceipt receipt;                ///< Without `fresh` and `known`.
  std::vector<std::string> refusals;  ///< A sentence each, the first few.
};

/// Reads the lines of a push of this machine. Each line stands for itself: one that cannot be read, tells of
/// another machine or of a time that cannot be is refused alone. What is ahead of `now` by little was
/// measured by a clock that is ahead: it is early, and may come again.
ReadPush read_push(const Slot& machine, const std::string& body, Instant now);

/// What machines pushed, and which of them are two.
class PushedReadings {
 public:
  explicit PushedReadings(ReadingNeeds needs) : held_(std::move(needs)) {}

  /// Takes in what is good of a push; the receipt tells how much of it was new. `mark` names the sending
  /// process.
  PushReceipt take(const Slot& machine, const std::string& mark, const ReadPush& push, Instant now);

  /// Readings from `since` to `now`. Of a machine that two senders push for none is good while that lasts.
  void append_to(std::vector<Reading>& into, Instant since, Instant now);

  /// A sentence for each machine that two senders push for.
  std::vector<std::string> twins(Instant now) const;

  const HeldReadings& held() const { return held_; }

 private:
  HeldReadings held_;
  std::map<Slot, SenderWatch> senders_;
};

}  // namespace muster
