#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/node/push_report.hpp"

namespace muster::node {

/// How one run of muster-node-push ended.
struct PushEnd {
  bool well = false;  ///< It reached muster, and muster gave its receipt.
  PushReport report{};
};

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
  /// Starts it. `given` are lines that the spool could not take; the program finds them on its standard
  /// input.
  Result<Done> start(Duration uptime, const std::string& given);

  /// How a push that ran came to its end; nullopt while none ended. One that takes longer than a minute is
  /// ended.
  std::optional<PushEnd> ended(Duration uptime);

 private:
  Result<Done> spawn(int input, int output);

  std::vector<std::string> words_;
  pid_t child_ = -1;
  int report_ = -1;  ///< What the child says on its standard output comes out here.
  Duration started_{0};
};

}  // namespace muster::node
