#pragma once

#include <signal.h>

#include <atomic>
#include <thread>

#include "reconciler/engine/call/interrupt.hpp"

namespace muster {

/// While it lives, SIGINT and SIGTERM raise an Interrupt instead of ending the process; from the third on the
/// process ends as usual. A terminal or a reader that goes (SIGHUP, a closed pipe) raises it once; SIGHUP
/// stays ignored under nohup. SIGPIPE is ignored from then on: a lost reader must not end what is under way,
/// nor what is still to be told. One at a time.
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
