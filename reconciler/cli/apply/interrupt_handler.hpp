#pragma once

#include <signal.h>

#include <atomic>
#include <thread>

#include "reconciler/engine/call/interrupt.hpp"

namespace muster {

/// While it exists, SIGINT and SIGTERM raise an Interrupt instead of ending the process; from the third one
/// on the process ends as usual. The loss of the terminal or the reader (SIGHUP, a closed pipe) raises it
/// once; SIGHUP stays ignored under nohup. SIGPIPE is ignored from then on, because a lost reader must not
/// end running changes or later output. Only one may exist at a time.
class SignalWatch {
 public:
  explicit SignalWatch(Interrupt& interrupt);
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;
  ~SignalWatch();

 private:
  struct sigaction before_int_ {};
  struct sigaction before_term_ {};
  struct sigaction before_hup_ {};
  std::atomic<bool> over_{false};
  std::thread output_watch_;
};

}  // namespace muster
