#pragma once

#include <string>

#include "reconciler/adapters/announce/herald.hpp"
#include "reconciler/cli/secrets/secret_resolver.hpp"
#include "reconciler/cli/session/workspace.hpp"

namespace muster {

/// Has what rounds come to told to the places that the fleet file names, and keeps the book of what was told
/// in the store while this loop leads.
class Announcements {
 public:
  /// All of them outlive it.
  Announcements(Workspace& workspace, RoundMetrics& metrics, const Settings& settings, Console& console);
  Announcements(const Announcements&) = delete;
  Announcements& operator=(const Announcements&) = delete;
  /// Tells what is still to be told, within five seconds.
  ~Announcements();

  void heard(const Round& round);

 private:
  void take_over();
  void keep();

  Workspace& workspace_;
  Console& console_;
  SecretFinder secrets_;
  Herald herald_;
  std::string kept_;  ///< The book as the store has it.
  bool leads_ = false;
};

}  // namespace muster
