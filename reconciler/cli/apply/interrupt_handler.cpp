#include "reconciler/cli/apply/interrupt_handler.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <string_view>
#include <vector>

namespace muster {

namespace {

// A signal handler can access only globals.
std::atomic<Interrupt*> watched_interrupt{nullptr};
static_assert(std::atomic<Interrupt*>::is_always_lock_free, "it is read in a signal handler");

void write_notice(std::string_view text) {
  (void)!write(STDERR_FILENO, text.data(), text.size());
}

void on_signal(int number) {
  auto* interrupt = watched_interrupt.load();
  if (!interrupt) return;
  switch (interrupt->level()) {
    case Interrupt::Level::none:
      write_notice(
          "\nInterrupted: muster finishes the running changes and starts no new one. "
          "Interrupt again to stop at once.\n");
      break;
    case Interrupt::Level::finish_running:
      write_notice("\nInterrupted again: muster stops at once. The journal contains the running changes.\n");
      break;
    case Interrupt::Level::stop_at_once:
      signal(number, SIG_DFL);
      raise(number);
      break;
  }
  interrupt->raise();
}

void interrupt_on_hangup(int) {
  if (auto* interrupt = watched_interrupt.load()) interrupt->raise_once();
}

bool is_ignored(int number) {
  struct sigaction now {};
  return sigaction(number, nullptr, &now) == 0 && now.sa_handler == SIG_IGN;
}

/// Whether the output has no reader any longer: the pipe's reader or the terminal is closed. Waits at most
/// `at_most_ms` for it.
bool is_lost(std::vector<pollfd>& outputs, int at_most_ms) {
  if (poll(outputs.data(), outputs.size(), at_most_ms) <= 0) return false;
  return std::any_of(outputs.begin(), outputs.end(), [](const pollfd& output) {
    return (output.revents & (POLLERR | POLLHUP | POLLNVAL)) != 0;
  });
}

/// A closed descriptor is replaced by one that is open only for reading.
bool is_closed(int descriptor) {
  const int flags = fcntl(descriptor, F_GETFL);
  return flags < 0 || (flags & O_ACCMODE) == O_RDONLY;
}

std::vector<pollfd> outputs_now() {
  std::vector<pollfd> outputs;
  for (const int descriptor : {STDOUT_FILENO, STDERR_FILENO}) outputs.push_back({descriptor, 0, 0});
  return outputs;
}

void watch_output(Interrupt& interrupt, const std::atomic<bool>& over) {
  constexpr int kLookUpMs = 100;
  auto outputs = outputs_now();
  while (!over.load()) {
    if (!is_lost(outputs, kLookUpMs)) continue;
    interrupt.raise_once();
    return;
  }
}

}  // namespace

SignalWatch::SignalWatch(Interrupt& interrupt) {
  watched_interrupt = &interrupt;
  signal(SIGPIPE, SIG_IGN);
  struct sigaction action {};
  action.sa_handler = on_signal;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, &before_int_);
  sigaction(SIGTERM, &action, &before_term_);
  sigaction(SIGHUP, nullptr, &before_hup_);
  action.sa_handler = interrupt_on_hangup;
  if (!is_ignored(SIGHUP)) sigaction(SIGHUP, &action, nullptr);
  auto outputs = outputs_now();
  if (is_lost(outputs, 0) || is_closed(STDOUT_FILENO) || is_closed(STDERR_FILENO)) interrupt.raise_once();
  output_watch_ = std::thread([this, &interrupt] { watch_output(interrupt, over_); });
}

SignalWatch::~SignalWatch() {
  over_.store(true);
  output_watch_.join();
  sigaction(SIGHUP, &before_hup_, nullptr);
  sigaction(SIGINT, &before_int_, nullptr);
  sigaction(SIGTERM, &before_term_, nullptr);
  watched_interrupt = nullptr;
}

}  // namespace muster
