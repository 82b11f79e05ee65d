#include "reconciler/core/history/refused_changes.hpp"

#include <algorithm>
#include <map>

namespace muster {
namespace {

constexpr Duration kFirstDenial = std::chrono::hours(1);
constexpr Duration kLongestDenial = std::chrono::hours(24);

/// The refusals of one change.
struct Refusals {
  RefusedChange last;
  int denials = 0;
  bool denied = false;  ///< The last one was a denial.
};

Duration pause_after_denials(int denials) {
  auto pause = kFirstDenial;
  for (int i = 1; i < denials && pause < kLongestDenial; ++i) pause *= 2;
  return std::min(pause, kLongestDenial);
}

}  // namespace

Digest denied_under(const Digest& declared) {
  return Digester().add(declared).add("denied").finish();
}

std::vector<RefusedChange> refused_changes(const std::vector<JournalEntry>& entries, const FleetName& fleet,
                                           const Digest& declared, Instant now) {
  const auto when_denied = denied_under(declared);
  std::map<ChangeId, Refusals> refused;
  for (const auto& entry : entries) {
    if (entry.fleet != fleet || entry.at > now) continue;
    const auto* one = std::get_if<ChangeRefused>(&entry.body);
    if (!one || (one->declared != declared && one->declared != when_denied)) continue;
    auto& known = refused[one->change];
    known.last = {.change = one->change, .why = one->why, .at = entry.at};
    known.denied = one->declared == when_denied;
    known.denials += known.denied ? 1 : 0;
  }
  std::vector<RefusedChange> all;
  all.reserve(refused.size());
  for (auto& [id, one] : refused) {
    const auto until = one.last.at + pause_after_denials(one.denials);
    if (one.denied && now >= until) continue;
    if (one.denied)
      one.last.why += "; permissions can change, so muster tries it again at " + format_instant(until);
    all.push_back(std::move(one.last));
  }
  return all;
}

}  // namespace muster
