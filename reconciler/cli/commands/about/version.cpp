#include "reconciler/cli/commands/about/version.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <ostream>

#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/core/plan/change/plan.hpp"

namespace muster {

void setup_version(CLI::App& app, CommandHandler& chosen) {
  auto* command = app.add_subcommand("version", "Prints the version of muster and of its formats");
  command->callback([&chosen] {
    chosen = [](const Settings& settings, Console& console) { return run_version({}, settings, console); };
  });
}

ExitCode run_version(const VersionOptions&, const Settings& settings, Console& console) {
  if (settings.format != Format::json) {
    const std::string commit = MUSTER_COMMIT;
    console.out << fmt::format("muster {} ({}planner semantics {})\n", MUSTER_VERSION,
                               commit.empty() ? "" : "commit " + commit + ", ", kPlannerSemantics);
    return ExitCode::done;
  }
  JsonWriter out;
  out.begin_object().key("format_version").text("1.0");
  out.key("muster_version").text(MUSTER_VERSION);
  out.key("commit").text(MUSTER_COMMIT);
  out.key("planner_semantics").integer(kPlannerSemantics).end_object();
  console.out << std::move(out).finish();
  return ExitCode::done;
}

}  // namespace muster
