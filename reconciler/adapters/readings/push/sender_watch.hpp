#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/time.hpp"

namespace muster {

/// The data about the sender in one push.
struct HeardPush {
  std::string mark;         ///< Mark of the sending process; "" if it sends none.
  Instant oldest;           ///< Time of its oldest reading.
  int between = 0;          ///< Number of new readings between two that were known before.
  Instant first_between{};  ///< Time of the oldest of them.
};

/// Detects two senders that push as one machine: a clone with its token, or a replaced machine that still
/// runs. A mark that returns after another one shows it, because a restarted sender never uses its old mark.
/// Without marks, new readings between known ones show it.
class SenderWatch {
 public:
  void hear(const HeardPush& push, Instant now);

  /// Whether two senders push at present.
  bool two_senders(Instant now) const;
  /// Whether a reading of that instant can be from either sender.
  bool mixed(Instant at, Instant now) const;

  /// Removes data older than `oldest`; true if nothing is left.
  bool forget(Instant oldest);

 private:
  struct Heard {
    Instant oldest;  ///< Of the readings in its first push.
    Instant last;    ///< Time of its last push.
  };
  /// Readings of one push between known ones.
  struct Between {
    int count;
    Instant first;
    Instant heard;
  };
  /// From the first reading that can be from either sender to the last push that showed two senders.
  struct Span {
    Instant from;
    Instant last;
  };
  void show(Instant from, Instant now);

  std::string current_{};
  std::map<std::string, Heard> marks_{};
  std::vector<Between> between_{};
  std::vector<Span> spans_{};
};

/// After this time without a sign of the second sender there is one sender again.
inline constexpr Duration kSecondSenderLeaves = std::chrono::minutes(10);

}  // namespace muster
