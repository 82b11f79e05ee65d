#include "reconciler/core/apply/outcome.hpp"

#include <algorithm>

namespace muster {
namespace {

template <class Kind>
int count_of(const std::vector<ChangeReport>& changes) {
  return static_cast<int>(std::count_if(changes.begin(), changes.end(), [](const ChangeReport& report) {
    return std::holds_alternative<Kind>(report.outcome);
  }));
}

}  // namespace

const char* to_string(const Outcome& outcome) {
  static constexpr const char* kWords[] = {"done", "failed", "skipped", "unknown"};
  return kWords[outcome.index()];
}

bool ApplyReport::all_done() const {
  // An interruption that came after the last start leaves nothing undone.
  return count_done() == static_cast<int>(changes.size()) && (stopped_because.empty() || interrupted);
}
int ApplyReport::count_done() const {
  return count_of<Succeeded>(changes);
}
int ApplyReport::count_failed() const {
  return count_of<Failed>(changes);
}
int ApplyReport::count_skipped() const {
  return count_of<Skipped>(changes);
}
int ApplyReport::count_unknown() const {
  return count_of<Unknown>(changes);
}

}  // namespace muster
