#include "reconciler/cli/commands/plan/validate.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <ostream>

#include "reconciler/adapters/config/load_declared.hpp"
#include "reconciler/cli/console/print_diagnostics.hpp"
#include "reconciler/cli/views/diagnostics/diagnostics_views.hpp"
#include "reconciler/core/base/text/plural.hpp"

namespace muster {

void setup_validate(CLI::App& app, CommandHandler& chosen) {
  auto* command = app.add_subcommand("validate", "Reports every mistake in the declared files");
  command->callback([&chosen] {
    chosen = [](const Settings& settings, Console& console) { return run_validate({}, settings, console); };
  });
}

ExitCode run_validate(const ValidateOptions&, const Settings& settings, Console& console) {
  const auto files = load_declared_offline(settings.dir);
  const bool valid = !has_errors(files.diagnostics);
  const auto code = valid ? ExitCode::done : ExitCode::error;
  if (settings.format == Format::json) {
    console.out << diagnostics_json(files.diagnostics);
    return code;
  }
  print_diagnostics(files.diagnostics, console.out, console.colour_out());
  if (valid) {
    console.out << fmt::format("{} {}: fleet {}, {}, {}\n", Paint(console.colour_out()).green("valid"),
                               settings.dir, files.fleet.name.value,
                               plural(std::ssize(files.fleet.pools), "pool"),
                               plural(std::ssize(files.policies), "policy", "policies"));
  }
  return code;
}

}  // namespace muster
