#include "reconciler/cli/program.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cerrno>
#include <cstring>
#include <ostream>

#include "reconciler/adapters/system/no_core_dumps.hpp"
#include "reconciler/cli/commands/about/completion.hpp"
#include "reconciler/cli/commands/about/help.hpp"
#include "reconciler/cli/commands/about/man.hpp"
#include "reconciler/cli/commands/about/version.hpp"
#include "reconciler/cli/commands/approve/approvals.hpp"
#include "reconciler/cli/commands/approve/approve.hpp"
#include "reconciler/cli/commands/approve/pending.hpp"
#include "reconciler/cli/commands/approve/reject.hpp"
#include "reconciler/cli/commands/look/cost.hpp"
#include "reconciler/cli/commands/look/history.hpp"
#include "reconciler/cli/commands/look/status.hpp"
#include "reconciler/cli/commands/plan/apply.hpp"
#include "reconciler/cli/commands/plan/destroy.hpp"
#include "reconciler/cli/commands/plan/explain.hpp"
#include "reconciler/cli/commands/plan/plan.hpp"
#include "reconciler/cli/commands/plan/show.hpp"
#include "reconciler/cli/commands/plan/test.hpp"
#include "reconciler/cli/commands/plan/validate.hpp"
#include "reconciler/cli/commands/run/adopt.hpp"
#include "reconciler/cli/commands/run/reconcile.hpp"
#include "reconciler/cli/commands/run/release.hpp"
#include "reconciler/cli/commands/setup/doctor.hpp"
#include "reconciler/cli/commands/setup/init.hpp"
#include "reconciler/cli/commands/setup/keygen.hpp"
#include "reconciler/cli/commands/setup/node_token.hpp"
#include "reconciler/cli/commands/setup/vault.hpp"
#include "reconciler/cli/commands/simulate/backtest.hpp"
#include "reconciler/cli/commands/simulate/what_if.hpp"
#include "reconciler/cli/complete/completion_script.hpp"
#include "reconciler/cli/console/empty_values.hpp"
#include "reconciler/cli/console/logging.hpp"
#include "reconciler/cli/console/printable_stream.hpp"
#include "reconciler/cli/console/store_place.hpp"
#include "reconciler/cli/help/usage.hpp"
#include "reconciler/cli/run_for_json.hpp"
#include "reconciler/cli/session/workspace.hpp"

namespace muster {

namespace {

void setup_commands(CLI::App& app, CommandHandler& chosen) {
  setup_init(app, chosen);
  setup_doctor(app, chosen);
  setup_validate(app, chosen);
  setup_test(app, chosen);
  setup_plan(app, chosen);
  setup_show(app, chosen);
  setup_explain(app, chosen);
  setup_approve(app, chosen);
  setup_reject(app, chosen);
  setup_approvals(app, chosen);
  setup_apply(app, chosen);
  setup_reconcile(app, chosen);
  setup_pending(app, chosen);
  setup_status(app, chosen);
  setup_history(app, chosen);
  setup_cost(app, chosen);
  setup_backtest(app, chosen);
  setup_adopt(app, chosen);
  setup_release(app, chosen);
  setup_what_if(app, chosen);
  setup_destroy(app, chosen);
  setup_vault(app, chosen);
  setup_node_token(app, chosen);
  setup_keygen(app, chosen);
  setup_completion(app, chosen);
  setup_man(app, chosen);
  setup_help(app, chosen);
  setup_version(app, chosen);
}

void choose_colours(Colour when, Console& console) {
  if (when == Colour::as_terminal) return;
  console.colour_wanted = console.colour_forced = when == Colour::always;
}

}  // namespace

void setup_program(CLI::App& app, Settings& settings, CommandHandler& chosen) {
  setup_settings(app, settings);
  app.require_subcommand(0, 1);
  app.fallthrough();  // Global flags may also be after the command.
  setup_commands(app, chosen);
  app.set_version_flag("-V,--version", "", "Prints the version of muster");
  setup_environment(app);
  forbid_empty_values(app);
}

namespace {

ExitCode run_chosen(int argc, const char* const* argv, Console& console) {
  CLI::App app("muster keeps a fleet of machines for agents right-sized: plan, then apply.", "muster");
  Settings settings;
  CommandHandler chosen;
  setup_program(app, settings, chosen);
  if (argc > 1 && std::string_view(argv[1]) == kCompleteCommand)
    return print_candidates(app, {argv + 2, argv + argc}, console);
  const auto paper = [&] {
    choose_colours(settings.color, console);
    return HelpPaper{help_width(console.width), console.colour_out()};
  };
  const auto refuse = [&](const CLI::ParseError& error) {
    console.err << usage_error(app, error);
    if (json_wanted(argc, argv)) console.out << usage_error_json(app, error);
    return ExitCode::error;
  };
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    console.out << help_text(app, paper());
    return ExitCode::done;
  } catch (const CLI::CallForVersion&) {
    return run_version({}, settings, console);
  } catch (const CLI::ParseError& error) {
    return refuse(error);
  }
  if (const auto empty = empty_variable(app)) return refuse(CLI::ValidationError(*empty));
  if (!chosen) {
    if (settings.format == Format::json) console.out << no_command_json();
    console.err << program_page(app, {help_width(console.width), console.colour_err()});
    return ExitCode::error;
  }
  choose_colours(settings.color, console);
  console.quiet = settings.quiet;
  start_logging(settings.log_level);
  settle_places(settings);
  if (settings.format == Format::json) return run_for_json(app, chosen, settings, console);
  return chosen(settings, console);
}

/// A result that could not be printed is no success, even if the work was done.
ExitCode with_all_said(ExitCode code, Console& console) {
  console.out.flush();
  if (console.out) return code;
  const auto* buffer = dynamic_cast<const PrintableBuffer*>(console.out.rdbuf());
  const int failure = buffer ? buffer->failure() : 0;
  const std::string why = failure != 0 ? std::strerror(failure) : "the reader does not accept it";
  report_error(console, {ErrorKind::io, "standard output cannot be written: " + why});
  return code == ExitCode::done || code == ExitCode::changes ? ExitCode::error : code;
}

}  // namespace

ExitCode run_program(int argc, const char* const* argv, Console& console) {
  forbid_core_dumps();
  return with_all_said(run_chosen(argc, argv, console), console);
}

}  // namespace muster
