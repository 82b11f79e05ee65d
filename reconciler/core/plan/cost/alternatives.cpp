#include "reconciler/core/plan/cost/alternatives.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "reconciler/core/decide/inputs/ladder.hpp"
#include "reconciler/core/plan/change/digest_effect.hpp"
#include "reconciler/core/plan/cost/cost.hpp"
#include "reconciler/core/plan/cost/price_effect.hpp"

namespace muster {
namespace {

/// More alternatives do not help: people do not read them, and a cloud that lacks six kinds lacks the seventh
/// too.
constexpr std::size_t kMostAlternatives = 6;
/// An alternative costs at most this multiple of the wanted size.
constexpr int kDearestAlternative = 2;

/// Whether something that the machine needs is in its region and cannot follow it to another.
bool is_tied(const DecisionInputs& s, const DesiredState& desired, const CreateMachine& create) {
  const VolumeSlot first{create.slot, 0};
  const auto wanted = desired.volumes.lower_bound(first);
  if (wanted != desired.volumes.end() && wanted->first.machine == create.slot) return true;
  const auto kept = s.actual.volumes.lower_bound(first);
  if (kept != s.actual.volumes.end() && kept->first.machine == create.slot) return true;
  return std::any_of(desired.balancers.begin(), desired.balancers.end(),
                     [&](const auto& balancer) { return balancer.first.pool == create.slot.pool; });
}

/// The regions of the alternatives in their order. In another region a machine is outside of the fleet's
/// network: such a region comes after every size of the own one.
std::vector<std::vector<Region>> region_groups(const DecisionInputs& s, const DesiredState& desired,
                                               const Pool& pool, const CreateMachine& create) {
  std::vector<std::vector<Region>> groups = {{create.spec.region}};
  if (is_tied(s, desired, create)) return groups;
  if (!create.spec.network.empty()) groups.emplace_back();
  for (const auto& region : regions_of(s.fleet, pool)) {
    if (region != create.spec.region) groups.back().push_back(region);
  }
  return groups;
}

std::vector<Candidate> alternatives_of(const DecisionInputs& s, const DesiredState& desired, const Pool& pool,
                                       const CreateMachine& create) {
  const auto needs = s.actual.prerequisites.find(pool.name);
  const Ladder ladder(s.fleet, pool, s.prices,
                      needs == s.actual.prerequisites.end() ? nullptr : &needs->second);
  std::vector<Candidate> all;
  const auto own = std::find(pool.ladder.begin(), pool.ladder.end(), create.spec.size);
  const auto groups = region_groups(s, desired, pool, create);
  std::size_t most = 0;
  const auto add = [&](const SizeName& size, const Region& region) {
    const bool is_wanted = size == create.spec.size && region == create.spec.region;
    const auto price = s.prices.of_size(size);
    const bool too_dear = price.monthly > s.prices.of_size(create.spec.size).monthly * kDearestAlternative;
    if (is_wanted || too_dear || all.size() >= most) return;
    if (!s.prices.sells(size, region) || !ladder.why_not_made_in(size, region).empty()) return;
    all.push_back(
        {.size = size,
         .region = region,
         .price = price,
         .network = region == create.spec.region ? create.spec.network : network_in(s.fleet, region)});
  };
  for (const auto& regions : groups) {
    most += kMostAlternatives / groups.size();
    for (auto size = own; size != pool.ladder.end(); ++size) {
      for (const auto& region : regions) add(*size, region);
    }
  }
  return all;
}

const CapacityShortage* missing(const DecisionInputs& s, const SizeName& size, const Region& region,
                                Instant now) {
  const auto found = std::find_if(s.missing.begin(), s.missing.end(), [&](const CapacityShortage& lack) {
    return lack.size == size && lack.region == region && lack.until > now;
  });
  return found == s.missing.end() ? nullptr : &*found;
}

Cause cause_of(const Pool& pool, const CapacityShortage& lack) {
  return {.policy = {},
          .rule = "sold out",
          .at = pool.at,
          .message = fmt::format("{} was sold out in {}: the next choice first, until {}", lack.size.value,
                                 lack.region.value, format_instant(lack.until)),
          .evidence = {}};
}

/// Puts the first alternative that is not known to be sold out before those that are. `room` is the rest of
/// the money cap; nullopt without a cap.
void prefer_what_is_there(const DecisionInputs& s, Change& change, std::optional<Money>& room, Instant now) {
  auto& create = std::get<CreateMachine>(change.effect);
  const auto* lack = missing(s, create.spec.size, create.spec.region, now);
  if (!lack) return;
  const auto price = s.prices.of_size(create.spec.size);
  const auto better = std::find_if(create.or_else.begin(), create.or_else.end(), [&](const Candidate& other) {
    const auto extra = other.price.monthly - price.monthly;
    return !missing(s, other.size, other.region, now) && (!room || extra <= std::max(*room, Money{}));
  });
  if (better == create.or_else.end()) return;
  if (room) room = *room - (better->price.monthly - price.monthly);
  const Candidate wanted{
      .size = create.spec.size, .region = create.spec.region, .price = price, .network = create.spec.network};
  create.spec.size = better->size;
  create.spec.region = better->region;
  create.spec.network = better->network;
  // The rest in its order, the first choice first: it may be available by then.
  create.or_else.erase(better);
  create.or_else.insert(create.or_else.begin(), wanted);
}

Money dearest_of(const Change& change) {
  const auto* create = std::get_if<CreateMachine>(&change.effect);
  Money extra;
  if (!create) return extra;
  for (const auto& other : create->or_else)
    extra = std::max(extra, other.price.monthly - change.cost_after.monthly);
  return extra;
}

}  // namespace

void add_alternatives(const DecisionInputs& s, const DesiredState& desired, std::vector<Change>& changes,
                      Instant now) {
  std::optional<Money> room;
  if (s.fleet.budget.monthly_cap)
    room = *s.fleet.budget.monthly_cap - cost_of(s.fleet, s.actual, changes, s.prices).after.monthly;
  for (auto& change : changes) {
    auto* create = std::get_if<CreateMachine>(&change.effect);
    if (!create) continue;
    const auto* pool = s.fleet.find_pool(create->slot.pool);
    if (!pool) continue;
    create->or_else = alternatives_of(s, desired, *pool, *create);
    prefer_what_is_there(s, change, room, now);
    change.id = change_id(s.fleet.name, change);
  }
}

void explain_alternatives(const DecisionInputs& s, std::vector<Change>& changes, Instant now) {
  for (auto& change : changes) {
    const auto* create = std::get_if<CreateMachine>(&change.effect);
    const auto* pool = create ? s.fleet.find_pool(create->slot.pool) : nullptr;
    if (!pool || create->or_else.empty() || missing(s, create->spec.size, create->spec.region, now)) continue;
    const auto& passed_over = create->or_else.front();
    if (const auto* lack = missing(s, passed_over.size, passed_over.region, now))
      change.because.push_back(cause_of(*pool, *lack));
  }
}

Money most_that_it_may_cost(const Fleet& fleet, const std::vector<Change>& changes, const Cost& cost,
                            const Verdict& verdict, Money recent_increase) {
  auto most = cost.after.monthly;
  for (const auto& change : changes) most += dearest_of(change);
  if (fleet.budget.monthly_cap) most = std::min(most, *fleet.budget.monthly_cap);
  if (verdict.permission == Permission::allowed) {
    const auto limit = cost.now.monthly + fleet.approval.auto_below_month - recent_increase;
    most = std::min(most, limit - Money::micros(1));
  }
  return most > cost.after.monthly ? most : Money{};
}

}  // namespace muster
