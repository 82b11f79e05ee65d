#pragma once

#include <signal.h>

namespace muster {

/// While it lives, SIGHUP asks for a look instead of ending the process. One at a time.
class HangupWatch {
 public:
  HangupWatch();
  HangupWatch(const HangupWatch&) = delete;
  HangupWatch& operator=(const HangupWatch&) = delete;
  ~HangupWatch();

  /// Whether it came since this was asked last.
  bool take();

 private:
  struct sigaction before_ {};
};

}  // namespace muster
