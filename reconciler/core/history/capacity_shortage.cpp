#include "reconciler/core/history/capacity_shortage.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace muster {
namespace {

constexpr Duration kFirst = std::chrono::minutes(3);
constexpr Duration kLongestWait = std::chrono::minutes(30);

}  // namespace

std::vector<CapacityShortage> capacity_shortage(const std::vector<JournalEntry>& entries, Instant now) {
  std::map<std::pair<SizeName, Region>, Instant> until;
  for (const auto& entry : entries) {
    const auto* lack = std::get_if<CapacityMissing>(&entry.body);
    if (lack && entry.at <= now) until[{lack->size, lack->region}] = lack->until;
  }
  std::vector<CapacityShortage> missing;
  for (const auto& [what, end] : until) {
    if (end > now) missing.push_back({what.first, what.second, end});
  }
  return missing;
}

Instant missing_until(const std::vector<JournalEntry>& entries, const SizeName& size, const Region& region,
                      Instant now) {
  Duration wait = kFirst;
  for (const auto& entry : entries) {
    const auto* lack = std::get_if<CapacityMissing>(&entry.body);
    if (!lack || lack->size != size || lack->region != region || entry.at > now) continue;
    const bool is_recent = lack->until + kLongestWait > now;
    wait = is_recent ? std::min((lack->until - entry.at) * 2, kLongestWait) : kFirst;
  }
  return now + wait;
}

}  // namespace muster
