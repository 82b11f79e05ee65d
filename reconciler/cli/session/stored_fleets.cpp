#include "reconciler/cli/session/stored_fleets.hpp"

#include <algorithm>
#include <limits>
#include <set>

#include "reconciler/adapters/store/last_applied_codec.hpp"

namespace muster {
namespace {

/// Number of a fleet's machines that are read: one that exists is enough.
constexpr std::size_t kAsked = 16;

/// Returns the number of these machines that exist; the machines after the first ones count as existing if
/// the first ones exist.
int machines_there(Provider& provider, const std::map<Slot, Machine>& left) {
  std::vector<Operation> looks;
  for (const auto& [slot, machine] : left) {
    if (looks.size() < kAsked) looks.push_back(call::GetMachine{machine.id});
  }
  const auto answers = provider.look(looks);
  const auto there = std::count_if(answers.begin(), answers.end(), [](const Result<Reply>& answer) {
    return answer && std::holds_alternative<Machine>(*answer);
  });
  return there == 0 ? 0 : static_cast<int>(there + static_cast<std::ptrdiff_t>(left.size() - looks.size()));
}

Result<OtherFleet> kept_fleet(Workspace& workspace, const FleetName& name) {
  OtherFleet other{.name = name, .machines = 0, .pools = {}};
  const auto text = workspace.store->snapshot(name, kLastAppliedName);
  if (!text) return text.error();
  const auto left =
      *text ? decode_last_applied(**text) : Result<LastAppliedState>(Error{ErrorKind::not_found, ""});
  if (!left || left->state.machines.empty()) return other;
  other.machines = machines_there(*workspace.cloud.provider, left->state.machines);
  for (const auto& pool : workspace.declared.fleet.pools) {
    const auto of_pool = [&](const auto& entry) { return entry.first.pool == pool.name; };
    if (std::any_of(left->state.machines.begin(), left->state.machines.end(), of_pool))
      other.pools.push_back(pool.name);
  }
  std::sort(other.pools.begin(), other.pools.end());
  return other;
}

}  // namespace

Result<Done> add_kept_fleets(Workspace& workspace, ActualState& actual) {
  if (!actual.machines.empty() || !actual.strays.empty()) return Done{};
  const auto entries = workspace.store->entries_since(1, std::numeric_limits<int>::max());
  if (!entries) return entries.error();
  std::set<FleetName> names;
  for (const auto& entry : *entries) names.insert(entry.fleet);
  names.erase(workspace.declared.fleet.name);
  for (const auto& other : actual.other_fleets) names.erase(other.name);
  for (const auto& name : names) {
    auto kept = kept_fleet(workspace, name);
    if (!kept) return kept.error();
    if (kept->machines > 0) actual.other_fleets.push_back(*std::move(kept));
  }
  return Done{};
}

}  // namespace muster
