#pragma once

#include <signal.h>

#include <array>
#include <optional>
#include <vector>

#include "reconciler/core/base/time.hpp"

namespace muster {

/// Turns signals into something that can be waited for. While it lives, the
/// signals named do nothing else. One at a time.
class SignalPipe {
 public:
  explicit SignalPipe(const std::vector<int>& signals);
  SignalPipe(const SignalPipe&) = delete;
  SignalPipe& operator=(const SignalPipe&) = delete;
  ~SignalPipe();

  /// Readable when a signal has come; to be waited for together with others.
  int descriptor() const { return ends_[0]; }
  /// The next signal that has come; nullopt when none has.
  std::optional<int> next();
  /// Waits so long for a signal.
  std::optional<int> wait(Duration length);

 private:
  std::array<int, 2> ends_{-1, -1};
  std::vector<std::pair<int, struct sigaction>> before_;
};

}  // namespace muster
