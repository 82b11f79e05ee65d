#include "reconciler/cli/complete/fleet_words.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <set>

#include "reconciler/adapters/config/load_declared.hpp"
#include "reconciler/adapters/store/sqlite_store.hpp"
#include "reconciler/adapters/system/system_clock.hpp"
#include "reconciler/cli/approve/pending_plans.hpp"
#include "reconciler/cli/console/store_place.hpp"
#include "reconciler/cli/session/last_applied.hpp"
#include "reconciler/core/base/text/plural.hpp"
#include "reconciler/core/fleet/declared/secret_use.hpp"

namespace muster {

namespace {

Settings settings_of(const GivenFlags& given) {
  Settings settings;
  const auto take = [&](const char* flag, const char* variable, std::string& into) {
    if (const auto found = given.find(flag); found != given.end()) {
      into = found->second;
    } else if (const char* value = std::getenv(variable); value && *value) {
      into = value;
    }
  };
  take("dir", "MUSTER_DIR", settings.dir);
  take("state", "MUSTER_STATE", settings.state);
  std::string sandbox;
  take("sandbox", "MUSTER_SANDBOX", sandbox);
  settings.sandbox = sandbox == "true" || sandbox == "1";
  settle_places(settings);
  return settings;
}

/// Declared files and store, without a cloud; nullopt if a file is wrong or there is no store.
std::optional<Workspace> open_store(Fleet fleet, const Settings& settings) {
  std::error_code failure;
  // Opening creates a missing store, which a Tab must not do.
  if (!std::filesystem::exists(settings.state, failure)) return std::nullopt;
  auto store = SqliteStore::open(settings.state);
  if (!store) return std::nullopt;
  Workspace workspace;
  workspace.declared.fleet = std::move(fleet);
  workspace.store = *std::move(store);
  workspace.clock = std::make_unique<SystemClock>();
  return workspace;
}

std::vector<CompletionItem> pools_of(const Fleet& fleet) {
  std::vector<CompletionItem> found;
  for (const auto& pool : fleet.pools) found.push_back({pool.name.value, "pool"});
  return found;
}

std::vector<CompletionItem> machines_of(const ActualState& actual) {
  std::vector<CompletionItem> found;
  for (const auto& [slot, machine] : actual.machines)
    found.push_back({to_string(slot), fmt::format("{} in {}", machine.size.value, machine.region.value)});
  return found;
}

/// Pools, machines and volumes.
std::vector<CompletionItem> slots_of(const Fleet& fleet, const ActualState& actual) {
  auto found = pools_of(fleet);
  for (auto& machine : machines_of(actual)) found.push_back(std::move(machine));
  for (const auto& [slot, volume] : actual.volumes)
    found.push_back({to_string(slot), fmt::format("volume of {} GiB", volume.size_gib)});
  return found;
}

std::vector<CompletionItem> plans_of(Workspace& workspace) {
  constexpr std::size_t kShownDigits = 12;
  std::vector<CompletionItem> found;
  const auto waiting = waiting_plans(workspace);
  if (!waiting) return found;
  for (const auto& pending : *waiting) {
    auto id = pending.plan.id.value;
    id.erase(0, id.find(':') + 1);
    found.push_back(
        {id.substr(0, kShownDigits),
         fmt::format("{} since {}", plural(static_cast<std::int64_t>(pending.plan.changes.size()), "change"),
                     format_instant(pending.since))});
  }
  return found;
}

std::vector<CompletionItem> secrets_of(const Fleet& fleet) {
  std::set<std::string> names = {fleet.provider};
  for (const auto& use : secret_uses(fleet)) names.insert(use.name);
  std::vector<CompletionItem> found;
  for (const auto& name : names) found.push_back({name});
  return found;
}

std::vector<CompletionItem> regions_of(const Fleet& fleet) {
  std::set<Region> regions(fleet.regions.begin(), fleet.regions.end());
  for (const auto& pool : fleet.pools) regions.insert(pool.regions.begin(), pool.regions.end());
  std::vector<CompletionItem> found;
  for (const auto& region : regions) found.push_back({region.value});
  return found;
}

std::vector<CompletionItem> stored_words(FleetWord kind, const Fleet& fleet, const Settings& settings) {
  auto workspace = open_store(fleet, settings);
  if (!workspace) return kind == FleetWord::slot ? pools_of(fleet) : std::vector<CompletionItem>();
  if (kind == FleetWord::plan) return plans_of(*workspace);
  const auto state = last_applied_of(*workspace);
  const auto actual = state && *state ? (*state)->state : ActualState{};
  return kind == FleetWord::machine ? machines_of(actual) : slots_of(fleet, actual);
}

}  // namespace

std::vector<CompletionItem> fleet_words(FleetWord kind, const GivenFlags& given) {
  const auto settings = settings_of(given);
  const auto declared = load_declared(settings.dir);
  if (!declared.ok()) return {};
  const auto& fleet = declared.fleet;
  switch (kind) {
    case FleetWord::pool:
      return pools_of(fleet);
    case FleetWord::region:
      return regions_of(fleet);
    case FleetWord::secret:
      return secrets_of(fleet);
    case FleetWord::approver: {
      std::vector<CompletionItem> found;
      for (const auto& approver : fleet.approval.approvers) found.push_back({approver.name});
      return found;
    }
    case FleetWord::machine:
    case FleetWord::slot:
    case FleetWord::plan:
      return stored_words(kind, fleet, settings);
  }
  return {};
}

}  // namespace muster
