#include "reconciler/node/run_node.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <climits>
#include <cstdio>

#include "reconciler/core/base/printable.hpp"
#include "reconciler/node/monitor.hpp"

namespace muster::node {
namespace {

Duration uptime() {
  return std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch());
}

Instant now() {
  return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

/// SIGTERM, SIGINT and the end of a push come out of this descriptor instead of interrupting.
int watch_signals() {
  sigset_t signals;
  ::sigemptyset(&signals);
  ::sigaddset(&signals, SIGTERM);
  ::sigaddset(&signals, SIGINT);
  ::sigprocmask(SIG_BLOCK, &signals, nullptr);
  return ::signalfd(-1, &signals, SFD_CLOEXEC);
}

/// muster-node-push is beside this program.
std::string push_program() {
  std::array<char, PATH_MAX> path{};
  const auto length = ::readlink("/proc/self/exe", path.data(), path.size() - 1);
  return length > 0 ? std::string(path.data(), static_cast<std::size_t>(length)) + "-push"
                    : "muster-node-push";
}

void loop(Monitor& monitor, int signals) {
  while (true) {
    const auto next = monitor.step(now(), uptime());
    const auto wait = std::clamp<std::int64_t>((next - uptime()).count(), 0, 60'000);
    std::array<pollfd, 2> wanted = {
        pollfd{signals, POLLIN, 0},
        pollfd{monitor.server() ? monitor.server()->descriptor() : -1, POLLIN, 0}};
    if (::poll(wanted.data(), wanted.size(), static_cast<int>(wait)) <= 0) continue;
    if (wanted[0].revents != 0) return;
    if (wanted[1].revents != 0) monitor.serve_page();
  }
}

}  // namespace

int run_node(int argc, const char* const* argv) {
  auto command = read_command_line(argc, argv);
  if (!command) {
    fmt::print(stderr, "muster-node: {}\n", printable(command.error().what));
    return 1;
  }
  if (command->only_print) {
    fmt::print("{}", command->text);
    return 0;
  }
  // A file size limit and a closed reader must be errors, and must not end the process.
  ::signal(SIGXFSZ, SIG_IGN);
  ::signal(SIGPIPE, SIG_IGN);
  const int signals = watch_signals();
  const auto options = command->options;
  auto monitor = Monitor::open(options, push_program());
  if (!monitor) {
    fmt::print(stderr, "muster-node: {}\n", printable(monitor.error().what));
    return 1;
  }
  const auto* server = (*monitor)->server();
  if (server != nullptr) {
    const auto host = options.listen.substr(0, options.listen.rfind(':'));
    fmt::print("http://{}:{}/metrics\n", host, server->port());
  }
  std::fflush(stdout);
  loop(**monitor, signals);
  return 0;
}

}  // namespace muster::node
