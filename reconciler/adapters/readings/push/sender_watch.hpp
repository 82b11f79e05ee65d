#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/time.hpp"

namespace muster {

/// One push, as far as it tells of its sender.
struct HeardPush {
  std::string mark;         ///< Of the process that sends; "" from one that gives none.
  Instant oldest;           ///< Of its readings.
  int between = 0;          ///< New readings that lie between two that were known before.
  Instant first_between{};  ///< The oldest of them.
};

/// Notices when two senders push as one machine: a clone that holds its token, or the machine before it that
/// still runs. A mark that comes back after another one shows it: a sender that was started again never takes
/// its old mark. Without marks, new readings that fall between known ones show it.
class SenderWatch {
 public:
  void hear(const HeardPush& push, Instant now);

  /// Whether two senders push at present.
  bool two_senders(Instant now) const;
  /// Whether a reading of that instant may be either sender's.
  bool mixed(Instant at, Instant now) const;

  /// Forgets what is older than `oldest`; true when nothing is left.
  bool forget(Instant oldest);

 private:
  struct Heard {
    Instant oldest;  ///< Of the readings in its first push.
    Instant last;    ///< When it was last heard.
  };
  /// Readings between known ones that one push brought.
  struct Between {
    int count;
    Instant first;
    Instant heard;
  };
  /// From the first reading that may be either's to the last push that showed two senders.
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

/// After so long without a sign of the second sender there is one again.
inline constexpr Duration kSecondSenderLeaves = std::chrono::minutes(10);

}  // namespace muster
