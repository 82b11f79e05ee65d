#include "reconciler/adapters/system/systemd_notify.hpp"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string_view>

namespace muster {
namespace {

std::string taken_from_environment(const char* name) {
  const char* value = std::getenv(name);
  std::string text = value ? value : "";
  ::unsetenv(name);
  return text;
}

std::optional<std::int64_t> number_in(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  return problem == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

}  // namespace

SystemdNotifier::SystemdNotifier() : socket_(taken_from_environment("NOTIFY_SOCKET")) {
  const auto watchdog = number_in(taken_from_environment("WATCHDOG_USEC"));
  const auto pid = number_in(taken_from_environment("WATCHDOG_PID"));
  if (watchdog && *watchdog > 0 && (!pid || *pid == ::getpid()))
    watchdog_ = std::chrono::duration_cast<Duration>(std::chrono::microseconds(*watchdog));
}

void SystemdNotifier::ready() {
  send("READY=1");
}

void SystemdNotifier::reloading() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  send(fmt::format("RELOADING=1\nMONOTONIC_USEC={}", now.tv_sec * 1'000'000 + now.tv_nsec / 1000));
}

void SystemdNotifier::stopping() {
  send("STOPPING=1");
}

void SystemdNotifier::alive() {
  if (watchdog_) send("WATCHDOG=1");
}

void SystemdNotifier::status(const std::string& line) {
  send("STATUS=" + line);
}

void SystemdNotifier::send(const std::string& message) {
  sockaddr_un address{};
  if (socket_.empty() || socket_.size() >= sizeof(address.sun_path)) return;
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, socket_.data(), socket_.size());
  // A name that begins with @ is one without a file.
  if (address.sun_path[0] == '@') address.sun_path[0] = '\0';
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + socket_.size());
  const int out = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (out < 0) return;
  // A failure does not matter here: the manager ends this process if it receives nothing.
  (void)::sendto(out, message.data(), message.size(), MSG_NOSIGNAL, reinterpret_cast<sockaddr*>(&address),
                 size);
  ::close(out);
}

}  // namespace muster
