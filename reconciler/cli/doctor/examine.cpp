#include "reconciler/cli/doctor/examine.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <optional>
#include <sstream>

#include "reconciler/adapters/config/load_declared.hpp"
#include "reconciler/adapters/git/base_branch_rules.hpp"
#include "reconciler/adapters/system/process_table.hpp"
#include "reconciler/adapters/system/system_clock.hpp"
#include "reconciler/cli/console/waiting_line.hpp"
#include "reconciler/cli/doctor/local_checks.hpp"
#include "reconciler/cli/session/last_applied.hpp"
#include "reconciler/cli/session/reading_sources.hpp"
#include "reconciler/cli/session/workspace.hpp"
#include "reconciler/core/base/text/plural.hpp"
#include "reconciler/core/doctor/check_arrival.hpp"
#include "reconciler/core/doctor/check_declared.hpp"
#include "reconciler/engine/observe/observe.hpp"
#include "reconciler/ports/provider_registry.hpp"

namespace muster {

namespace {

DoctorFinding left_out(const char* check) {
  return {.state = FindingState::skipped, .check = check, .message = kNotChecked};
}

std::string key_variable_of(const std::string& provider) {
  for (const auto& cloud : provider_registry()) {
    if (cloud.name == provider) return cloud.key_variables.front();
  }
  return "its variable";
}

/// One run of the doctor: each step fills the workspace for the next one.
class Examination {
 public:
  Examination(const Settings& settings, Console& console) : settings_(settings), console_(console) {}

  DoctorFindings run() && {
    if (read_files() && read_rules() && open_store() && open_cloud_of_fleet()) look_at_cloud();
    for (const char* check : {"base", "approvers", "store", "key", "cloud", "sizes", "quota", "readings"}) {
      const auto same = [&](const DoctorFinding& one) { return one.check == check; };
      if (std::none_of(findings_.begin(), findings_.end(), same)) findings_.push_back(left_out(check));
    }
    return std::move(findings_);
  }

 private:
  void add(DoctorFindings found) {
    for (auto& one : found) findings_.push_back(std::move(one));
  }
  void add(DoctorFinding found) { findings_.push_back(std::move(found)); }

  bool read_files() {
    auto files = load_declared_offline(settings_.dir);
    add(findings_of(files.diagnostics, "files"));
    if (!files.ok()) return false;
    if (files.diagnostics.empty())
      add({.check = "files",
           .message =
               fmt::format("fleet {}: {}, {}", files.fleet.name.value,
                           plural(static_cast<std::int64_t>(files.fleet.pools.size()), "pool"),
                           plural(static_cast<std::int64_t>(files.policies.size()), "policy", "policies"))});
    add(check_coverage(files.fleet, files.policies));
    workspace_.declared = {std::move(files.fleet), std::move(files.policies), ""};
    return true;
  }

  bool read_rules() {
    auto rules = governing_rules(workspace_.declared.fleet, settings_.dir, settings_.base);
    add(check_base(rules));
    if (!rules) return false;
    workspace_.rules = *std::move(rules);
    workspace_.declared.fleet.approval = workspace_.rules.rules;
    add(check_approvers(workspace_.rules.rules));
    add(check_key_files(workspace_.rules.rules));
    return true;
  }

  bool open_store() {
    auto store = open_journal(settings_);
    if (!store) {
      add({.state = FindingState::problem,
           .check = "store",
           .message = store.error().what,
           .cure = "name another file with --state, or restore this one"});
      return false;
    }
    workspace_.store = *std::move(store);
    workspace_.clock = std::make_unique<SystemClock>();
    workspace_.processes = std::make_unique<ProcessTable>();
    workspace_.gate = std::make_unique<SendGate>();
    add(check_store(*workspace_.store, settings_.state));
    return true;
  }

  bool open_cloud_of_fleet() {
    const auto& fleet = workspace_.declared.fleet;
    auto cloud = open_cloud(settings_, fleet, *workspace_.clock, console_, {workspace_.gate.get(), {}});
    if (!cloud) {
      add({.state = FindingState::problem,
           .check = "key",
           .message = cloud.error().what,
           .cure = fmt::format("set {}, or muster vault set {}", key_variable_of(fleet.provider),
                               fleet.provider)});
      return false;
    }
    workspace_.cloud = *std::move(cloud);
    workspace_.is_sandbox = workspace_.cloud.is_sandbox;
    return true;
  }

  void look_at_cloud() {
    std::ostringstream unseen;
    Console silent{.out = unseen, .err = unseen, .in = console_.in};
    ReadingSources sources;
    const auto opened = sources.open_declared(workspace_, settings_, silent, false);
    for (const auto& why : sources.unopened())
      add({.state = FindingState::warning,
           .check = "readings",
           .message = why,
           .cure = "check readings in the fleet file"});
    if (!opened) return;
    const auto now = workspace_.clock->now();
    auto memory = remembered(workspace_);
    auto seen = [&] {
      const WaitingLine waiting(console_, "Reading " + workspace_.cloud.description);
      return observe({.declared = workspace_.declared,
                      .provider = *workspace_.cloud.provider,
                      .store = *workspace_.store,
                      .sources = sources.in_order(),
                      .now = now,
                      .wall = now,
                      .known = memory ? memory->known : KnownObjects{}});
    }();
    if (!seen) return add(refused(seen.error()));
    add({.check = "key", .message = workspace_.cloud.description + " accepts the key"});
    add(findings_about(*seen));
    const auto& world = seen->world;
    add(check_sizes(world.prices));
    add(check_quota(world.fleet, world.actual));
    add(check_arrival(world, now));
  }

  DoctorFinding refused(const Error& error) const {
    const bool key = error.kind == ErrorKind::denied;
    return {.state = FindingState::problem,
            .check = key ? "key" : "cloud",
            .message = error.what,
            .cure = key ? "make a new key with the rights that docs/how-to/keep-secrets.md names"
                        : "check the network and the status page of the cloud, then run doctor again"};
  }

  static DoctorFindings findings_about(const Observation& seen) {
    DoctorFindings found;
    for (const auto& gap : seen.world.actual.gaps)
      found.push_back({.state = FindingState::problem,
                       .check = "cloud",
                       .message = gap,
                       .cure = "give the key the named right, or run doctor again if the cloud was busy"});
    for (const auto& remark : seen.world.actual.remarks)
      found.push_back({.state = FindingState::warning,
                       .check = "cloud",
                       .message = remark,
                       .cure = "see docs/how-to/handle-manual-changes.md"});
    for (const auto& warning : seen.warnings)
      found.push_back({.state = FindingState::warning,
                       .check = "readings",
                       .message = warning,
                       .cure = "see docs/how-to/connect-readings.md"});
    if (seen.world.actual.gaps.empty())
      found.push_back({.check = "cloud",
                       .message = fmt::format(
                           "the cloud lists the whole fleet: {}",
                           plural(static_cast<std::int64_t>(seen.world.actual.machines.size()), "machine"))});
    return found;
  }

  DoctorFindings check_sizes(const PriceList& prices) const {
    auto found = findings_of(load_declared(settings_.dir, &prices).diagnostics, "sizes");
    if (found.empty())
      found.push_back({.check = "sizes", .message = "the cloud sells each size in its regions"});
    return found;
  }

  const Settings& settings_;
  Console& console_;
  Workspace workspace_;
  DoctorFindings findings_;
};

}  // namespace

DoctorFindings examine(const Settings& settings, Console& console) {
  return Examination(settings, console).run();
}

}  // namespace muster
