#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/node/push_report.hpp"

namespace muster::node {

/// The result of one run of muster-node-push.
struct PushEnd {
  bool well = false;  ///< It reached muster, and muster returned its receipt.
  PushReport report{};
};

/// Runs the program muster-node-push from time to time. TLS needs many times the memory of muster-node, and
/// the end of the program frees it.
class PushChild {
 public:
  /// `words` are the program's path and its arguments.
  explicit PushChild(std::vector<std::string> words) : words_(std::move(words)) {}
  PushChild(const PushChild&) = delete;
  PushChild& operator=(const PushChild&) = delete;
  ~PushChild();  ///< Ends a program that still runs.

  bool running() const { return child_ > 0; }
  /// Starts the program. It reads `given`, the lines for which the spool had no room, from its standard
  /// input. Fails with io.
  Result<Done> start(Duration uptime, const std::string& given);

  /// Returns the result of an ended push; nullopt if none has ended. A push that takes longer than a minute
  /// is ended.
  std::optional<PushEnd> ended(Duration uptime);

 private:
  Result<Done> spawn(int input, int output);

  std::vector<std::string> words_;
  pid_t child_ = -1;
  int report_ = -1;  ///< Reads the child's standard output.
  Duration started_{0};
};

}  // namespace muster::node
