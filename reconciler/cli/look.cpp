#include "reconciler/cli/look.hpp"

#include <CLI/App.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>

#include "reconciler/adapters/http/curl_client.hpp"
#include "reconciler/adapters/readings/open_source.hpp"
#include "reconciler/adapters/readings/recorded_source.hpp"
#include "reconciler/cli/applying/unfinished.hpp"
#include "reconciler/cli/left_state.hpp"
#include "reconciler/cli/record_outcomes.hpp"
#include "reconciler/cli/secrets/secret_finder.hpp"
#include "reconciler/cli/tell_problems.hpp"

namespace muster {

void setup_readings(CLI::App& command, ReadingOptions& options) {
  command
      .add_option("--readings", options.files,
                  "Recorded readings (NDJSON or CSV) instead of the fleet's sources; may be repeated")
      ->type_name("FILE");
  command
      .add_option("--at", options.at,
                  "Weigh readings at this instant instead of the newest recorded one, or now")
      ->type_name("TIME");
}

namespace {

/// The sources of one look, owned and as observe takes them.
struct Sources {
  std::unique_ptr<CurlClient> client = std::make_unique<CurlClient>();
  std::vector<std::unique_ptr<RecordedSource>> recorded;
  std::vector<std::unique_ptr<ReadingSource>> others;
  std::vector<ReadingSource*> in_order;

  Result<Done> add_file(const std::string& file) {
    auto source = RecordedSource::open(file);
    if (!source) return source.error();
    recorded.push_back(*std::move(source));
    in_order.push_back(recorded.back().get());
    return Done{};
  }
};

Result<Sources> named_sources(const std::vector<std::string>& files) {
  Sources sources;
  for (const auto& file : files) {
    if (auto added = sources.add_file(file); !added) return added.error();
  }
  return sources;
}

Result<Sources> declared_sources(const Workspace& workspace, const Settings& settings, Console& console) {
  Sources sources;
  SecretFinder secrets(settings, console);
  const SourceGround ground{*sources.client, *workspace.clock, needs_of(workspace.declared.policies),
                            [&secrets](const std::string& name) { return secrets.find(name); }};
  for (const auto& rule : workspace.declared.fleet.readings) {
    if (rule.kind == "file") {
      auto added = sources.add_file((std::filesystem::path(settings.dir) / rule.path).string());
      if (!added) return added.error();
    } else if (rule.kind == "node") {
      // A listener that is there for one look would take pushes and forget them.
      warn(console, "readings from node come to a muster that keeps running; this command looks once");
    } else if (rule.kind != "digitalocean") {
      auto source = open_source(rule, ground);
      if (!source) {
        // One that cannot be opened does not keep the others from being heard.
        warn(console, "no readings from " + rule.kind + ": " + source.error().what);
        continue;
      }
      sources.others.push_back(*std::move(source));
      sources.in_order.push_back(sources.others.back().get());
    } else if (workspace.cloud.monitoring) {
      sources.in_order.push_back(workspace.cloud.monitoring.get());
    } else {
      warn(console, "readings from " + rule.kind + " are declared, but this cloud has none");
    }
  }
  return sources;
}

Result<Instant> instant_of(const ReadingOptions& options, const Sources& sources, Instant wall) {
  if (!options.at.empty()) return parse_instant(options.at).during("--at");
  if (sources.recorded.empty() || options.files.empty()) return wall;
  Instant newest = Instant::min();
  for (const auto& source : sources.recorded) newest = std::max(newest, source->newest());
  return newest;
}

}  // namespace

Result<Look> look_round(Workspace& workspace, const Settings& settings, const ReadingOptions& options,
                        Console& console) {
  auto sources =
      options.files.empty() ? declared_sources(workspace, settings, console) : named_sources(options.files);
  if (!sources) return sources.error();
  const auto wall = workspace.clock->now();
  const auto now = instant_of(options, *sources, wall);
  if (!now) return now.error();
  auto seen =
      observe(workspace.declared, *workspace.cloud.provider, sources->in_order, *workspace.store, *now, wall);
  if (!seen) return seen.error();
  for (const auto& source : sources->recorded)
    tell_problems(source->warnings(), console.err, console.colour_err());
  for (const auto& warning : seen->warnings) warn(console, warning);
  record_outcomes(workspace, seen->world.readings, *now);
  auto left = left_state_of(workspace);
  if (!left) return left.error();
  seen->world.left = *std::move(left);
  const auto open = open_applies_of(workspace);
  if (!open) return open.error();
  tell_open_applies(*open, console);
  return Look{std::move(seen->world), *now};
}

}  // namespace muster
