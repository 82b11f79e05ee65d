#include "reconciler/core/plan/oddities.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "reconciler/core/decide/inputs/ladder.hpp"
#include "reconciler/core/fleet/state/odd_machine.hpp"

namespace muster {
namespace {

using Texts = std::vector<std::string>;
constexpr std::size_t kNamedInWarning = 5;

/// "worker/1, worker/2 and 3 more".
std::string named(Texts texts) {
  const auto more = texts.size() > kNamedInWarning ? texts.size() - kNamedInWarning : 0;
  texts.resize(texts.size() - more);
  auto text = fmt::format("{}", fmt::join(texts, ", "));
  return more > 0 ? text + fmt::format(" and {} more", more) : text;
}

bool is_named(const Fleet& fleet, const ActualState& actual, const SizeName& size) {
  const auto on_ladder = [&](const Pool& pool) {
    return std::find(pool.ladder.begin(), pool.ladder.end(), size) != pool.ladder.end();
  };
  const auto has = [&](const auto& entry) { return entry.second.size == size; };
  return std::any_of(fleet.pools.begin(), fleet.pools.end(), on_ladder) ||
         std::any_of(actual.machines.begin(), actual.machines.end(), has);
}

void warn_of_odd_machines(const DecisionInputs& s, Texts& out) {
  const auto now = s.actual.seen_at;
  for (const auto& [slot, machine] : s.actual.machines) {
    const auto* pool = s.fleet.find_pool(slot.pool);
    if (!pool || (s.in_flight && s.in_flight->count(slot) > 0)) continue;
    const auto why = why_odd(machine, *pool, now);
    if (why.empty() && machine.busy && machine.status != MachineStatus::starting)
      out.push_back(
          fmt::format("machine {} (id {}) is locked at the cloud, but not by muster: muster does not change "
                      "it until the lock ends",
                      to_string(slot), machine.id.value));
    if (why.empty()) continue;
    out.push_back(
        fmt::format("machine {} (id {}) {}: it costs money and provides no capacity. It may hold data, so "
                    "muster does not remove it; a person must decide",
                    to_string(slot), machine.id.value, why));
  }
}

/// Sizes of a ladder that cannot be created, and whether another one can.
void warn_of_ladders(const DecisionInputs& s, Texts& out) {
  for (const auto& pool : s.fleet.pools) {
    const auto needs = s.actual.prerequisites.find(pool.name);
    if (needs == s.actual.prerequisites.end()) continue;
    for (const auto& problem : needs->second.problems)
      out.push_back(fmt::format("{}: pool {}: {}; muster creates no machine there until this is corrected",
                                to_string(pool.at), pool.name.value, problem));
    if (!needs->second.problems.empty()) continue;
    const Ladder ladder(s.fleet, pool, s.prices, &needs->second);
    Texts unfit;
    for (const auto& size : pool.ladder) {
      if (const auto why = ladder.why_not_made(size); !why.empty())
        unfit.push_back(fmt::format("{} ({})", size.value, why));
    }
    if (unfit.empty()) continue;
    const bool none = unfit.size() == pool.ladder.size();
    out.push_back(fmt::format(
        "{}: pool {}: {} {}", to_string(pool.at), pool.name.value,
        none ? "error: no size of the ladder can be made:" : "these sizes of the ladder cannot be made:",
        named(std::move(unfit))));
  }
}

}  // namespace

void warn_of_oddities(const DecisionInputs& s, std::vector<std::string>& out) {
  warn_of_odd_machines(s, out);
  warn_of_ladders(s, out);
  Texts left_out;
  for (const auto& size : s.prices.left_out) {
    auto text = fmt::format("{} ({})", size.name.empty() ? "one without a name" : size.name.value, size.why);
    if (is_named(s.fleet, s.actual, size.name)) {
      out.push_back(fmt::format(
          "size {} cannot be read in the cloud's price list, so muster creates no machine of it: {}",
          size.name.value, size.why));
    } else {
      left_out.push_back(std::move(text));
    }
  }
  if (!left_out.empty())
    out.push_back(fmt::format("muster ignores sizes that cannot be read in the cloud's price list: {}",
                              named(std::move(left_out))));
}

void warn_of_prices(const DecisionInputs& s, const Cost& cost, std::vector<std::string>& out) {
  std::map<SizeName, Texts> withdrawn;
  for (const auto& [slot, machine] : s.actual.machines) {
    const auto* offer = s.prices.find(machine.size);
    if (offer && !offer->listed) withdrawn[machine.size].push_back(to_string(slot));
  }
  for (auto& [size, slots] : withdrawn) {
    out.push_back(
        fmt::format("size {} of {} is no longer in the cloud's price list; by the machine's own record it "
                    "costs {} a month",
                    size.value, named(std::move(slots)), format_money(s.prices.of_size(size).monthly)));
  }
  if (cost.unknown.empty()) return;
  out.push_back(
      fmt::format("there is no price of {}: the fleet costs more than this sum", named(cost.unknown)));
}

}  // namespace muster
