#pragma once

#include <optional>
#include <string>

#include "reconciler/core/base/time.hpp"

namespace muster {

/// Notifies the service manager that started this process over its socket, as sd_notify(3) describes. Does
/// nothing without one.
class SystemdNotifier {
 public:
  /// Removes the socket's address from the environment, so that no child reports for this process.
  SystemdNotifier();

  void ready();
  void reloading();
  void stopping();
  /// Reports that the process is alive; call it more often than watchdog().
  void alive();
  /// Sets one line for `systemctl status`.
  void status(const std::string& line);

  /// Time after which the service manager ends a silent process; nullopt if it does not watch.
  std::optional<Duration> watchdog() const { return watchdog_; }

 private:
  void send(const std::string& message);

  std::string socket_;
  std::optional<Duration> watchdog_;
};

}  // namespace muster
