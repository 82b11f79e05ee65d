#pragma once

#include <set>
#include <string>
#include <vector>

#include "reconciler/cli/console/console.hpp"
#include "reconciler/cli/console/settings.hpp"
#include "reconciler/core/reconcile/loop_note.hpp"

namespace muster {

/// What is worth saying about a round, each a line without its time: what it goes by, what it cannot do, what
/// has begun, ended, waits, is refused. The same facts give the same lines.
std::vector<std::string> lines_of(const Round& round);

/// Tells a person what is new in each round: nothing where nothing is. As JSON, every round is one line.
class RoundLines {
 public:
  RoundLines(Console& console, Format format) : console_(console), format_(format) {}

  void tell(const Round& round, const LoopNote& note);

 private:
  void tell_json(const Round& round, const LoopNote& note, const std::vector<std::string>& news);

  Console& console_;
  Format format_;
  std::set<std::string> told_;  ///< In the round before.
};

}  // namespace muster
