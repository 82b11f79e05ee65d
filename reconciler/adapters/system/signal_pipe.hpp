#pragma once

#include <signal.h>

#include <array>
#include <optional>
#include <vector>

#include "reconciler/core/base/time.hpp"

namespace muster {

/// Makes signals available through a descriptor. While it exists, these signals have no other effect. Only
/// one may exist at a time.
class SignalPipe {
 public:
  explicit SignalPipe(const std::vector<int>& signals);
  SignalPipe(const SignalPipe&) = delete;
  SignalPipe& operator=(const SignalPipe&) = delete;
  ~SignalPipe();

  /// Readable after a signal has arrived; for waiting together with other descriptors.
  int descriptor() const { return ends_[0]; }
  /// Returns the next signal that has arrived; nullopt if none has.
  std::optional<int> next();
  /// Waits at most `length` for a signal.
  std::optional<int> wait(Duration length);

 private:
  std::array<int, 2> ends_{-1, -1};
  std::vector<std::pair<int, struct sigaction>> before_;
};

}  // namespace muster
