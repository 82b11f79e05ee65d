#include "reconciler/cli/console/waiting_line.hpp"

#include <signal.h>

#include <chrono>
#include <ostream>

#include "reconciler/cli/console/printable_stream.hpp"
#include "reconciler/cli/views/layout/bars.hpp"

namespace muster {

WaitingLine::WaitingLine(Console& console, const std::string& doing)
    : console_(console), doing_(printable(doing)) {
  if (!console.err_is_terminal || console.quiet) return;
  // The working thread handles signals.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  thread_ = std::thread([this] { run(); });
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

WaitingLine::~WaitingLine() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    over_ = true;
  }
  ended_.notify_one();
  thread_.join();
}

void WaitingLine::run() {
  std::unique_lock lock(mutex_);
  int seconds = 0;
  while (!ended_.wait_for(lock, std::chrono::seconds(1), [this] { return over_; })) {
    const auto line = doing_ + "… " + std::to_string(++seconds) + "s";
    const auto width = static_cast<std::size_t>(console_.width);
    write_exactly(console_.err, "\r" + Paint(console_.colour_err()).dim(clipped(line, width - 1)) + "\x1b[K");
    console_.err << std::flush;
  }
  if (seconds == 0) return;
  write_exactly(console_.err, "\r\x1b[K");
  console_.err << std::flush;
}

}  // namespace muster
