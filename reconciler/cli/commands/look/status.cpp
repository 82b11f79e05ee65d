#include "reconciler/cli/commands/look/status.hpp"

#include <CLI/App.hpp>
#include <memory>
#include <ostream>

#include "reconciler/cli/console/handle_command.hpp"
#include "reconciler/cli/console/waiting_line.hpp"
#include "reconciler/cli/status/watch_status.hpp"

namespace muster {

void setup_status(CLI::App& app, CommandHandler& chosen) {
  auto options = std::make_shared<StatusOptions>();
  auto* command = app.add_subcommand("status",
                                     "Shows spend, machines with their load, the loop, "
                                     "pending plans, last events");
  command->add_flag("--watch", options->watch, "Refresh until q or Ctrl-C; with --json one object a line");
  command
      ->add_option("--interval", options->interval, "With --watch: time between two refreshes; default: 5s")
      ->type_name("TIME");  // MUSTER_INTERVAL may be set for the loop: it must not require --watch.
  command->add_flag("--all", options->all, "Show every machine");
  command->add_flag("--no-readings", options->no_readings,
                    "Do not request readings; show only the cloud's listing and the store");
  setup_readings(*command, options->readings);
  handle_command(*command, chosen, options, &run_status);
}

namespace {

ExitCode show_once(Workspace& workspace, StatusCollector& eye, bool all, Format format, Console& console) {
  const auto snapshot = [&] {
    const WaitingLine waiting(console, "Reading " + workspace.cloud.description);
    return eye.look();
  }();
  if (!snapshot) return print_error(console, snapshot.error());
  auto report = snapshot->report(workspace);
  StatusLayout layout;
  layout.paint = Paint(console.colour_out());
  layout.width = static_cast<std::size_t>(console.width);
  if (all) layout.machines = 0;
  switch (format) {
    case Format::text:
      console.out << status_text(report, layout);
      break;
    case Format::json:
      console.out << status_json(report);
      break;
    case Format::markdown:
      console.out << status_markdown(report);
      break;
  }
  return ExitCode::done;
}

}  // namespace

ExitCode run_status(const StatusOptions& options, const Settings& settings, Console& console) {
  const auto interval = parse_duration(options.interval);
  if (!interval) return print_error(console, interval.error().during("--interval"));
  if (*interval < std::chrono::seconds(1))
    return print_error(console, {ErrorKind::invalid, "--interval: expected 1s or more"});
  if (options.watch && settings.format == Format::markdown)
    return print_error(console, {ErrorKind::invalid, "--watch shows text, or with --json an object a line"});
  auto workspace = open_workspace(settings, console);
  if (!workspace) return ExitCode::error;
  StatusCollector eye(*workspace, settings, options.readings, !options.no_readings, console);
  if (const auto opened = eye.open(); !opened) return print_error(console, opened.error());
  if (options.watch && settings.format == Format::json)
    return stream_status(*workspace, eye, *interval, console);
  if (options.watch) return watch_status(*workspace, eye, *interval, options.all, console);
  return show_once(*workspace, eye, options.all, settings.format, console);
}

}  // namespace muster
