#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster::node {

/// The program muster-node-push, run for a moment now and then: what it needs for TLS is many times what
/// muster-node itself may take, and is given back when it ends.
class PushChild {
 public:
  /// `words` are the program's path and its arguments.
  explicit PushChild(std::vector<std::string> words) : words_(std::move(words)) {}
  PushChild(const PushChild&) = delete;
  PushChild& operator=(const PushChild&) = delete;
  ~PushChild();  ///< Ends one that is still running.

  bool running() const { return child_ > 0; }
  Result<Done> start(Duration uptime);

  /// Whether a push that ran came to its end, and well. One that takes longer than a minute is ended.
  std::optional<bool> ended(Duration uptime);

 private:
  std::vector<std::string> words_;
  pid_t child_ = -1;
  Duration started_{0};
};

}  // namespace muster::node
