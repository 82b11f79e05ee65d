#include "reconciler/adapters/system/signal_pipe.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>

namespace muster {
namespace {

// A signal handler can access only globals.
std::atomic<int> told_to{-1};
static_assert(std::atomic<int>::is_always_lock_free, "it is read in a signal handler");

void on_signal(int number) {
  const int kept = errno;
  const auto byte = static_cast<unsigned char>(number);
  (void)!::write(told_to.load(), &byte, 1);
  errno = kept;
}

}  // namespace

SignalPipe::SignalPipe(const std::vector<int>& signals) {
  if (pipe2(ends_.data(), O_CLOEXEC | O_NONBLOCK) != 0) ends_ = {-1, -1};
  told_to = ends_[1];
  for (const int number : signals) {
    struct sigaction action {};
    action.sa_handler = on_signal;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    struct sigaction before {};
    sigaction(number, &action, &before);
    before_.emplace_back(number, before);
  }
}

SignalPipe::~SignalPipe() {
  for (const auto& [number, before] : before_) sigaction(number, &before, nullptr);
  told_to = -1;
  for (const int end : ends_)
    if (end >= 0) close(end);
}

std::optional<int> SignalPipe::next() {
  unsigned char byte = 0;
  if (::read(ends_[0], &byte, 1) != 1) return std::nullopt;
  return byte;
}

std::optional<int> SignalPipe::wait(Duration length) {
  pollfd waiting{ends_[0], POLLIN, 0};
  (void)poll(&waiting, 1, static_cast<int>(length.count()));
  return next();
}

}  // namespace muster
