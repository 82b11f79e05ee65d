#include "reconciler/engine/observe/see_fleet.hpp"

#include <algorithm>

#include "reconciler/core/apply/account_for.hpp"
#include "reconciler/core/fleet/state/recognise.hpp"

namespace muster {
namespace {

/// Number of objects that are read in parallel. The first existing one ends it.
constexpr std::size_t kAskedAtOnce = 16;

bool any_pool(const Fleet& fleet, bool (*declares)(const Pool&)) {
  return std::any_of(fleet.pools.begin(), fleet.pools.end(), declares);
}
bool any_policy(const Declared& declared, bool (*asks)(const Policy&)) {
  return std::any_of(declared.policies.begin(), declared.policies.end(), asks);
}

// Volumes of policies exist without a declaration in a pool.

bool may_add_volumes(const Policy& policy) {
  if (const auto* threshold = std::get_if<Threshold>(&policy.rule)) {
    return std::any_of(threshold->rules.begin(), threshold->rules.end(),
                       [](const ThresholdRule& rule) { return rule.volume_gib > 0; });
  }
  const auto* tiers = std::get_if<Tiers>(&policy.rule);
  return tiers && std::any_of(tiers->steps.begin(), tiers->steps.end(),
                              [](const TierStep& step) { return !step.volumes_gib.empty(); });
}

bool may_add_balancers(const Policy& policy) {
  const auto* tiers = std::get_if<Tiers>(&policy.rule);
  return tiers && std::any_of(tiers->steps.begin(), tiers->steps.end(),
                              [](const TierStep& step) { return step.balancers > 0; });
}

bool needs(const Declared& declared, const KnownObjects& known, ObjectKind kind) {
  const auto& fleet = declared.fleet;
  switch (kind) {
    case ObjectKind::machine:
      return true;
    case ObjectKind::volume:
      return !known.volumes.empty() || any_pool(fleet, [](const Pool& p) { return !p.volumes.empty(); }) ||
             any_policy(declared, may_add_volumes);
    case ObjectKind::balancer:
      return !known.balancers.empty() ||
             any_pool(fleet, [](const Pool& p) { return p.balancer.has_value(); }) ||
             any_policy(declared, may_add_balancers);
    case ObjectKind::firewall:
      return !known.firewalls.empty() || any_pool(fleet, [](const Pool& p) { return !p.firewall.empty(); });
    case ObjectKind::network:
      return fleet.network.has_value();
  }
  return true;
}

/// A missing right for a kind that the fleet does not have blocks nothing.
void excuse(const Declared& declared, const KnownObjects& known, ActualState& state) {
  std::erase_if(state.not_allowed, [&](const auto& entry) {
    const auto& [kind, why] = entry;
    if (needs(declared, known, kind)) return false;
    std::erase(state.gaps, why);
    state.remarks.push_back("not read, and the fleet neither declares nor has any of it: " + why);
    return true;
  });
}

}  // namespace

Result<ActualState> see_fleet(Provider& provider, const Declared& declared, const KnownObjects& known,
                              Instant now) {
  auto seen = provider.observe(declared.fleet, now);
  if (!seen) return seen;
  auto wanted = known;
  // Another network is declared now: the state of the earlier one does not matter.
  std::erase_if(wanted.networks, [&](const auto& entry) {
    return !declared.fleet.network || entry.second != declared.fleet.network->name;
  });
  recognise(wanted, *seen);
  excuse(declared, wanted, *seen);
  if (!seen->complete()) return seen;
  const auto looks = looks_for_missing(wanted, *seen);
  for (std::size_t from = 0; from < looks.size() && seen->complete(); from += kAskedAtOnce) {
    const auto to = std::min(looks.size(), from + kAskedAtOnce);
    const std::vector<Operation> some(looks.begin() + static_cast<std::ptrdiff_t>(from),
                                      looks.begin() + static_cast<std::ptrdiff_t>(to));
    const auto answers = provider.look(some);
    for (std::size_t i = 0; i < some.size(); ++i) account_for(wanted, some[i], answers[i], now, *seen);
  }
  check_account(wanted, *seen);
  return seen;
}

}  // namespace muster
