#pragma once

#include <signal.h>

namespace muster {

/// While it exists, SIGHUP requests a round instead of ending the process. Only one may exist at a time.
class HangupWatch {
 public:
  HangupWatch();
  HangupWatch(const HangupWatch&) = delete;
  HangupWatch& operator=(const HangupWatch&) = delete;
  ~HangupWatch();

  /// Whether it arrived since the last call.
  bool take();

 private:
  struct sigaction before_ {};
};

}  // namespace muster
