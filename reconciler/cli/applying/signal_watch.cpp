#include "reconciler/cli/applying/signal_watch.hpp"

#include <unistd.h>

#include <atomic>
#include <string_view>

namespace muster {

namespace {

// A signal handler can reach nothing but globals.
std::atomic<Interrupt*> watched{nullptr};
static_assert(std::atomic<Interrupt*>::is_always_lock_free, "it is read in a signal handler");

void say(std::string_view text) {
  (void)!write(STDERR_FILENO, text.data(), text.size());
}

void on_signal(int number) {
  auto* interrupt = watched.load();
  if (!interrupt) return;
  switch (interrupt->level()) {
    case Interrupt::Level::none:
      say("\nInterrupted: what runs is finished, nothing new is started. Once more stops at once.\n");
      break;
    case Interrupt::Level::finish_running:
      say("\nInterrupted again: stopping at once. The journal tells what was under way.\n");
      break;
    case Interrupt::Level::stop_at_once:
      signal(number, SIG_DFL);
      raise(number);
      break;
  }
  interrupt->raise();
}

}  // namespace

SignalWatch::SignalWatch(Interrupt& interrupt) {
  watched = &interrupt;
  struct sigaction action {};
  action.sa_handler = on_signal;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, &before_int_);
  sigaction(SIGTERM, &action, &before_term_);
}

SignalWatch::~SignalWatch() {
  sigaction(SIGINT, &before_int_, nullptr);
  sigaction(SIGTERM, &before_term_, nullptr);
  watched = nullptr;
}

}  // namespace muster
