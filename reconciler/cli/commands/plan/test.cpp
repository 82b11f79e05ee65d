#include "reconciler/cli/commands/plan/test.hpp"
#include "reconciler/cli/console/format_word.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <memory>
#include <ostream>

#include "reconciler/adapters/config/load_prices.hpp"
#include "reconciler/adapters/file_io/whole_file.hpp"
#include "reconciler/adapters/policy_test/load_policy_tests.hpp"
#include "reconciler/cli/console/handle_command.hpp"
#include "reconciler/cli/console/print_diagnostics.hpp"
#include "reconciler/cli/session/workspace.hpp"
#include "reconciler/cli/views/policy_test/policy_test_views.hpp"
#include "reconciler/core/simulate/policy_test/run_policy_test.hpp"

namespace muster {
namespace {

/// Returns the declarations of the folder with the embedded prices of the cloud.
Result<World> declared_world(const Declared& declared) {
  auto prices = embedded_prices(declared.fleet.provider);
  if (!prices) return prices.error();
  World world;
  world.fleet = declared.fleet;
  world.policies = declared.policies;
  world.prices = *std::move(prices);
  return world;
}

Result<Done> write_report(const std::string& path, const std::vector<PolicyTestRun>& runs) {
  return write_output(policy_tests_junit(runs), path);
}

bool all_passed(const std::vector<PolicyTestRun>& runs) {
  for (const auto& run : runs) {
    for (const auto& outcome : run.outcomes) {
      if (!outcome.passed()) return false;
    }
  }
  return true;
}

}  // namespace

void setup_test(CLI::App& app, CommandHandler& chosen) {
  auto options = std::make_shared<TestOptions>();
  auto* command =
      app.add_subcommand("test", "Runs the policy tests (*_test.yaml) beside the policies, without a cloud");
  command->add_option("--junit", options->junit, "Also write a JUnit report for CI")
      ->type_name("FILE")
      ->check([](const std::string& name) { return mistaken_for_format(name, "--junit"); });
  handle_command(*command, chosen, options, &run_test);
}

ExitCode run_test(const TestOptions& options, const Settings& settings, Console& console) {
  const auto declared = read_declared(settings, console);
  if (!declared) return ExitCode::error;
  const auto world = declared_world(*declared);
  if (!world) return print_error(console, world.error());
  const auto loaded = load_policy_tests(settings.dir, *world);
  print_diagnostics(loaded.diagnostics, console);
  if (!loaded.ok()) return ExitCode::error;

  std::vector<PolicyTestRun> runs;
  for (const auto& file : loaded.files) {
    runs.push_back({file.shown, {}});
    for (const auto& policy_test : file.policy_tests)
      runs.back().outcomes.push_back(run_policy_test(policy_test));
  }
  switch (settings.format) {
    case Format::text:
      console.out << policy_tests_text(runs, settings.dir, Paint(console.colour_out()));
      break;
    case Format::markdown:
      console.out << policy_tests_markdown(runs);
      break;
    case Format::json:
      console.out << policy_tests_json(runs);
      break;
  }
  if (!options.junit.empty()) {
    if (const auto written = write_report(options.junit, runs); !written)
      return print_error(console, written.error());
  }
  return all_passed(runs) ? ExitCode::done : ExitCode::error;
}

}  // namespace muster
