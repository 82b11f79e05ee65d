#pragma once

#include <set>
#include <string>
#include <vector>

#include "reconciler/cli/console/console.hpp"
#include "reconciler/cli/console/settings.hpp"
#include "reconciler/core/reconcile/loop_status.hpp"

namespace muster {

/// Returns the facts of a round, one line each without its time: its revision, its failures, and its applies
/// that started, ended, wait or are refused. The same facts result in the same lines.
std::vector<std::string> lines_of(const Round& round);

/// Prints the news of each round; nothing if there are none. As JSON, every round is one line.
class RoundLog {
 public:
  RoundLog(Console& console, Format format) : console_(console), format_(format) {}

  void print(const Round& round, const LoopStatus& note);

 private:
  void print_json(const Round& round, const LoopStatus& note, const std::vector<std::string>& news);

  Console& console_;
  Format format_;
  std::set<std::string> reported_;  ///< Lines of the round before.
};

}  // namespace muster
