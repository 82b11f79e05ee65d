#include "reconciler/cli/session/reading_sources.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "reconciler/adapters/readings/file/file_source.hpp"
#include "reconciler/adapters/readings/open/open_source.hpp"
#include "reconciler/cli/secrets/secret_resolver.hpp"

namespace muster {

void ReadingSources::add(std::unique_ptr<ReadingSource> source) {
  others_.push_back(std::move(source));
  in_order_.push_back(others_.back().get());
}

Result<Done> ReadingSources::open_files(const std::vector<std::string>& files, const Fleet& fleet) {
  std::vector<PoolName> pools;
  for (const auto& pool : fleet.pools) pools.push_back(pool.name);
  for (const auto& file : files) {
    auto source = RecordedSource::open(file, pools);
    if (!source) return source.error();
    recorded_.push_back(*std::move(source));
    in_order_.push_back(recorded_.back().get());
  }
  return Done{};
}

Result<Done> ReadingSources::open_declared(Workspace& workspace, const Settings& settings, Console& console,
                                           bool keeps_running) {
  SecretResolver secrets(settings, console);
  const auto& fleet = workspace.declared.fleet;
  const SourceDeps deps{.client = client_,
                        .clock = *workspace.clock,
                        .needs = needs_of(workspace.declared.policies),
                        .secret = [&secrets](const SecretUse& use) { return secrets.find(use); }};
  for (const auto& rule : fleet.readings) {
    if (rule.kind == "file") {
      // Read at each poll, not now: an unreadable file may become readable, and other sources are
      // independent.
      const auto file = (std::filesystem::path(settings.dir) / rule.path).string();
      add(std::make_unique<FileSource>(file, deps.needs));
    } else if (rule.kind == "node" && !keeps_running) {
      // A listener for one poll would accept pushes and lose them.
      unopened_.push_back("machines push the readings from node to the loop; this command observes once");
    } else if (rule.cloud && rule.kind == fleet.provider && workspace.cloud.monitoring) {
      in_order_.push_back(workspace.cloud.monitoring.get());
    } else if (rule.cloud) {
      unopened_.push_back("readings from " + rule.kind + " are declared, but this cloud has none");
    } else {
      auto source = rule.kind == "node" ? open_node_source(rule, fleet.name, deps) : open_source(rule, deps);
      // A source that cannot be opened does not affect the others.
      if (source) {
        add(*std::move(source));
      } else {
        unopened_.push_back("no readings from " + rule.kind + ": " + source.error().what);
      }
    }
  }
  for (const auto& why : unopened_) warn(console, why);
  return Done{};
}

std::optional<Instant> ReadingSources::newest_recorded() const {
  std::optional<Instant> newest;
  for (const auto& recorded : recorded_)
    newest = std::max(newest.value_or(Instant::min()), recorded->newest());
  return newest;
}

Diagnostics ReadingSources::problems() const {
  Diagnostics all;
  for (const auto& recorded : recorded_) {
    const auto warnings = recorded->warnings();
    all.insert(all.end(), warnings.begin(), warnings.end());
  }
  return all;
}

}  // namespace muster
