#include "reconciler/cli/session/observe_world.hpp"

#include <CLI/App.hpp>
#include <filesystem>

#include "reconciler/adapters/plan_file/plan_file.hpp"
#include "reconciler/cli/console/print_diagnostics.hpp"
#include "reconciler/cli/console/waiting_line.hpp"
#include "reconciler/cli/session/complete_world.hpp"
#include "reconciler/cli/session/last_applied.hpp"
#include "reconciler/cli/session/open_applies_of.hpp"
#include "reconciler/cli/session/reading_sources.hpp"
#include "reconciler/cli/session/stored_fleets.hpp"
#include "reconciler/engine/observe/observe.hpp"

namespace muster {

void setup_readings(CLI::App& command, ReadingOptions& options) {
  command
      .add_option("--readings", options.files,
                  "Recorded readings (NDJSON or CSV) instead of the fleet's sources; may be repeated")
      ->type_name("FILE")
      ->check([](const std::string& file) {
        std::error_code failure;
        return std::filesystem::exists(file, failure) ? "" : "there is no file " + file;
      });
  command
      .add_option("--at", options.at,
                  "Evaluate readings at this time; default: the newest recorded one, or now")
      ->type_name("TIME")
      ->check([](const std::string& text) {
        const auto at = parse_instant(text);
        return at ? std::string() : at.error().what;
      });
}

namespace {

Result<Instant> instant_of(const ReadingOptions& options, const ReadingSources& sources, Instant wall) {
  if (!options.at.empty()) return parse_instant(options.at).during("--at");
  const auto newest = sources.newest_recorded();
  return newest && !options.files.empty() ? *newest : wall;
}

}  // namespace

Result<ObservedWorld> observe_world(Workspace& workspace, const Settings& settings,
                                    const ReadingOptions& options, Console& console) {
  ReadingSources sources;
  const auto opened = options.files.empty() ? sources.open_declared(workspace, settings, console, false)
                                            : sources.open_files(options.files, workspace.declared.fleet);
  if (!opened) return opened.error();
  const auto wall = workspace.clock->now();
  const auto now = instant_of(options, sources, wall);
  if (!now) return now.error();
  auto memory = remembered(workspace);
  if (!memory) return memory.error();
  auto seen = [&] {
    const WaitingLine waiting(console, "Reading " + workspace.cloud.description);
    return observe({.declared = workspace.declared,
                    .provider = *workspace.cloud.provider,
                    .store = *workspace.store,
                    .sources = sources.in_order(),
                    .now = *now,
                    .wall = wall,
                    .known = memory->known,
                    .read_plan = [](const std::string& json) { return read_plan(json, "journal"); }});
  }();
  if (!seen) return seen.error();
  seen->world.left = std::move(memory->left);
  if (const auto added = add_kept_fleets(workspace, seen->world.actual); !added) return added.error();
  print_diagnostics(sources.problems(), console);
  for (const auto& warning : seen->warnings) warn(console, warning);
  const bool live = options.files.empty() && options.at.empty();
  if (const auto done = complete_world(workspace, seen->world, *now, live, console); !done)
    return done.error();
  const auto open = open_applies_of(workspace);
  if (!open) return open.error();
  print_open_applies(*open, console);
  return ObservedWorld{std::move(seen->world), *now};
}

}  // namespace muster
