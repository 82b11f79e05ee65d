#include "reconciler/cli/session/workspace.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <ostream>

#include "reconciler/adapters/config/load_declared.hpp"
#include "reconciler/adapters/git/tracked_file.hpp"
#include "reconciler/adapters/secrets/redact.hpp"
#include "reconciler/adapters/store/sqlite_store.hpp"
#include "reconciler/adapters/system/process_table.hpp"
#include "reconciler/adapters/system/system_clock.hpp"
#include "reconciler/cli/console/print_diagnostics.hpp"
#include "reconciler/cli/console/printed_errors.hpp"
#include "reconciler/cli/secrets/secret_resolver.hpp"
#include "reconciler/cli/session/git_commit.hpp"
#include "reconciler/cli/views/layout/paint.hpp"

namespace muster {

namespace {

/// Prints a note if the governing rules differ from those in the folder.
void print_governing_rules(const GoverningRules& rules, const ApprovalRules& shown, Console& console) {
  using Source = GoverningRules::Source;
  if (rules.source == Source::unknown || rules.source == Source::uncommitted) {
    warn(console, fmt::format("every plan needs an approval: {}", rules.why));
  } else if (rules.rules != shown) {
    note(console, fmt::format("note: the approval rules of {} govern; this folder's changes of them count "
                              "after their merge",
                              rules.base));
  }
}

}  // namespace

void report_error(Console& console, const Error& error) {
  const Paint paint(console.colour_err());
  const auto message = printable(redacted(error.what));
  console.err << paint.red(paint.bold("error")) << ": " << message << '\n';
  if (console.reported) {
    CodedDiagnostic coded{code_of(error.kind), {}};
    coded.problem.summary = message;
    console.reported->keep(std::move(coded));
  }
}

ExitCode print_error(Console& console, const Error& error) {
  report_error(console, error);
  return ExitCode::error;
}

void warn(Console& console, const std::string& text) {
  const Paint paint(console.colour_err());
  note(console, paint.yellow(paint.bold("warning")) + ": " + printable(redacted(text)));
}

std::optional<Declared> read_declared(const Settings& settings, Console& console) {
  auto files = load_declared(settings.dir);
  if (!files.ok()) {
    print_diagnostics(files.diagnostics, console);
    return std::nullopt;
  }
  return Declared{std::move(files.fleet), std::move(files.policies), git_commit_of(settings.dir)};
}

Result<OpenedProvider> open_cloud(const Settings& settings, const Fleet& fleet, Clock& clock,
                                  Console& console, CallHooks hooks) {
  if (settings.sandbox) {
    if (auto refused = refusal_of_tracked(settings.sandbox_state())) return *std::move(refused);
  }
  ProviderChoice choice;
  choice.name = fleet.provider;
  choice.sandbox = settings.sandbox;
  choice.sandbox_state = settings.sandbox_state();
  choice.sandbox_speed = settings.sandbox_speed;
  choice.gate = hooks.gate;
  choice.on_call = std::move(hooks.on_call);
  SecretResolver secrets(settings, console);
  choice.find_key = [&secrets](const std::string& name) -> Result<std::string> {
    const auto key = secrets.find({.name = name, .role = SecretRole::cloud_key});
    if (!key) return key.error();
    return key->reveal();
  };
  return open_provider(choice, clock);
}

namespace {

/// A folder of muster is private to its owner, even if an older version created it.
void close_folder_of(const std::string& file) {
  std::error_code not_ours;
  std::filesystem::permissions(std::filesystem::path(file).parent_path(), std::filesystem::perms::owner_all,
                               not_ours);
}

}  // namespace

Result<std::unique_ptr<Store>> open_journal(const Settings& settings) {
  if (auto refused = refusal_of_tracked(settings.state)) return *std::move(refused);
  auto opened = SqliteStore::open(settings.state);
  if (!opened) return opened.error();
  if (settings.usual_place) close_folder_of(settings.state);
  return std::unique_ptr<Store>(*std::move(opened));
}

namespace {

/// Journal, clock and the rest, for files that are read already.
std::optional<Workspace> make_workspace(Declared declared, GoverningRules rules, const Settings& settings,
                                        Console& console) {
  Workspace workspace;
  workspace.declared = std::move(declared);
  workspace.rules = std::move(rules);
  workspace.declared.fleet.approval = workspace.rules.rules;
  workspace.clock = std::make_unique<SystemClock>();
  if (!settings.place_note.empty()) note(console, settings.place_note);
  auto store = open_journal(settings);
  if (!store) {
    report_error(console, store.error());
    return std::nullopt;
  }
  workspace.store = *std::move(store);
  workspace.processes = std::make_unique<ProcessTable>();
  workspace.gate = std::make_unique<SendGate>();
  return workspace;
}

std::optional<Workspace> with_cloud(std::optional<Workspace> workspace, const Settings& settings,
                                    Console& console, CallListener on_call = {}) {
  if (!workspace) return std::nullopt;
  auto cloud = open_cloud(settings, workspace->declared.fleet, *workspace->clock, console,
                          {workspace->gate.get(), std::move(on_call)});
  if (!cloud) {
    report_error(console, cloud.error());
    return std::nullopt;
  }
  workspace->cloud = *std::move(cloud);
  workspace->is_sandbox = workspace->cloud.is_sandbox;
  return workspace;
}

}  // namespace

std::optional<Workspace> open_offline_workspace(const Settings& settings, Console& console) {
  auto declared = read_declared(settings, console);
  if (!declared) return std::nullopt;
  auto rules = governing_rules(declared->fleet, settings.dir, settings.base);
  if (!rules) {
    report_error(console, rules.error());
    return std::nullopt;
  }
  print_governing_rules(*rules, declared->fleet.approval, console);
  return make_workspace(*std::move(declared), *std::move(rules), settings, console);
}

std::optional<Workspace> open_workspace(const Settings& settings, Console& console) {
  return with_cloud(open_offline_workspace(settings, console), settings, console);
}

std::optional<Workspace> open_workspace(Declared declared, GoverningRules rules, const Settings& settings,
                                        Console& console, CallListener on_call) {
  return with_cloud(make_workspace(std::move(declared), std::move(rules), settings, console), settings,
                    console, std::move(on_call));
}

}  // namespace muster
