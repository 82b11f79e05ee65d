#pragma once

#include <signal.h>

#include "reconciler/engine/interrupt.hpp"

namespace muster {

/// While it lives, SIGINT and SIGTERM raise an Interrupt instead of ending the process; from the third on the
/// process ends as usual. One at a time.
class SignalWatch {
 public:
  explicit SignalWatch(Interrupt& interrupt);
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;
  ~SignalWatch();

 private:
  struct sigaction before_int_ {};
  struct sigaction before_term_ {};
};

}  // namespace muster
