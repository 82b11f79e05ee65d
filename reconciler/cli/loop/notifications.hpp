#pragma once

#include <string>

#include "reconciler/adapters/notify/alert_dispatcher.hpp"
#include "reconciler/cli/secrets/secret_resolver.hpp"
#include "reconciler/cli/session/workspace.hpp"

namespace muster {

/// Sends notifications about rounds to the receivers in the fleet file, and stores the book of notifications
/// while this loop holds the lease.
class Notifications {
 public:
  /// All of them outlive it.
  Notifications(Workspace& workspace, RoundMetrics& metrics, const Settings& settings, Console& console);
  Notifications(const Notifications&) = delete;
  Notifications& operator=(const Notifications&) = delete;
  /// Sends the remaining messages, within five seconds.
  ~Notifications();

  void record(const Round& round);

 private:
  void take_over();
  void keep();

  Workspace& workspace_;
  Console& console_;
  SecretResolver secrets_;
  AlertDispatcher dispatcher_;
  std::string kept_;  ///< The book as stored.
  bool leads_ = false;
};

}  // namespace muster
