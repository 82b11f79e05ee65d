#include "reconciler/core/history/refused_changes.hpp"

#include <map>

namespace muster {

std::vector<RefusedChange> refused_changes(const std::vector<JournalEntry>& entries, const FleetName& fleet,
                                           const Digest& declared, Instant now) {
  std::map<ChangeId, RefusedChange> refused;
  for (const auto& entry : entries) {
    if (entry.fleet != fleet || entry.at > now) continue;
    const auto* one = std::get_if<ChangeRefused>(&entry.body);
    if (one && one->declared == declared)
      refused[one->change] = {.change = one->change, .why = one->why, .at = entry.at};
  }
  std::vector<RefusedChange> all;
  all.reserve(refused.size());
  for (auto& [id, one] : refused) all.push_back(std::move(one));
  return all;
}

}  // namespace muster
