#pragma once

#include <string>

#include "reconciler/adapters/announce/herald.hpp"
#include "reconciler/cli/secrets/secret_resolver.hpp"
#include "reconciler/cli/session/workspace.hpp"

namespace muster {

/// Sends notifications about rounds to the receivers in the fleet file, and stores the book of notifications
/// while this loop holds the lease.
class Announcements {
 public:
  /// All of them outlive it.
  Announcements(Workspace& workspace, RoundMetrics& metrics, const Settings& settings, Console& console);
  Announcements(const Announcements&) = delete;
  Announcements& operator=(const Announcements&) = delete;
  /// Sends the remaining messages, within five seconds.
  ~Announcements();

  void heard(const Round& round);

 private:
  void take_over();
  void keep();

  Workspace& workspace_;
  Console& console_;
  SecretFinder secrets_;
  Herald herald_;
  std::string kept_;  ///< The book as stored.
  bool leads_ = false;
};

}  // namespace muster
