#pragma once

#include <optional>
#include <string>

#include "reconciler/core/base/time.hpp"

namespace muster {

/// The service manager that started this process, told over its socket as sd_notify(3) describes. Does
/// nothing where there is none.
class Supervisor {
 public:
  /// Takes the socket's address out of the environment, so that no child speaks for this process.
  Supervisor();

  void ready();
  void reloading();
  void stopping();
  /// A sign of life; to be given more often than watchdog().
  void alive();
  /// One line for `systemctl status`.
  void status(const std::string& line);

  /// How long it waits for a sign of life before it ends this process; nullopt when it does not watch.
  std::optional<Duration> watchdog() const { return watchdog_; }

 private:
  void tell(const std::string& message);

  std::string socket_;
  std::optional<Duration> watchdog_;
};

}  // namespace muster
