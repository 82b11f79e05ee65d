#include "reconciler/cli/program.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cerrno>
#include <cstring>
#include <ostream>

#include "reconciler/adapters/system/no_core_dumps.hpp"
#include "reconciler/cli/commands/adopt.hpp"
#include "reconciler/cli/commands/apply.hpp"
#include "reconciler/cli/commands/approvals.hpp"
#include "reconciler/cli/commands/approve.hpp"
#include "reconciler/cli/commands/backtest.hpp"
#include "reconciler/cli/commands/cost.hpp"
#include "reconciler/cli/commands/destroy.hpp"
#include "reconciler/cli/commands/explain.hpp"
#include "reconciler/cli/commands/history.hpp"
#include "reconciler/cli/commands/init.hpp"
#include "reconciler/cli/commands/keygen.hpp"
#include "reconciler/cli/commands/node_token.hpp"
#include "reconciler/cli/commands/pending.hpp"
#include "reconciler/cli/commands/plan.hpp"
#include "reconciler/cli/commands/reconcile.hpp"
#include "reconciler/cli/commands/reject.hpp"
#include "reconciler/cli/commands/release.hpp"
#include "reconciler/cli/commands/show.hpp"
#include "reconciler/cli/commands/status.hpp"
#include "reconciler/cli/commands/test.hpp"
#include "reconciler/cli/commands/validate.hpp"
#include "reconciler/cli/commands/vault.hpp"
#include "reconciler/cli/commands/version.hpp"
#include "reconciler/cli/commands/what_if.hpp"
#include "reconciler/cli/logging.hpp"
#include "reconciler/cli/printable_stream.hpp"
#include "reconciler/cli/store_place.hpp"
#include "reconciler/cli/usage.hpp"
#include "reconciler/cli/wiring.hpp"

namespace muster {

namespace {

void setup_commands(CLI::App& app, Chosen& chosen) {
  setup_init(app, chosen);
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
  setup_version(app, chosen);
}

ExitCode run_chosen(int argc, const char* const* argv, Console& console) {
  CLI::App app("Keeps a fleet of machines for agents right-sized: plan, then apply.", "muster");
  Settings settings;
  Chosen chosen;
  setup_settings(app, settings);
  app.require_subcommand(0, 1);
  app.fallthrough();  // Global flags may also stand behind the command.
  setup_commands(app, chosen);
  setup_environment(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    console.out << help_text(app);
    return ExitCode::done;
  } catch (const CLI::ParseError& error) {
    console.err << usage_error(app, error);
    return ExitCode::error;
  }
  if (!chosen) {
    console.err << help_text(app);
    return ExitCode::error;
  }
  if (settings.no_color) console.colour_wanted = false;
  console.quiet = settings.quiet;
  start_logging(settings.log_level);
  settle_places(settings);
  return chosen(settings, console);
}

/// A result that nobody got is no success, whatever was done for it.
ExitCode with_all_said(ExitCode code, Console& console) {
  console.out.flush();
  if (console.out) return code;
  const auto* buffer = dynamic_cast<const PrintableBuffer*>(console.out.rdbuf());
  const int failure = buffer ? buffer->failure() : 0;
  const std::string why = failure != 0 ? std::strerror(failure) : "it was not taken";
  (void)tell(console, {ErrorKind::io, "standard output cannot be written: " + why});
  return code == ExitCode::done || code == ExitCode::changes ? ExitCode::error : code;
}

}  // namespace

ExitCode run_program(int argc, const char* const* argv, Console& console) {
  forbid_core_dumps();
  return with_all_said(run_chosen(argc, argv, console), console);
}

}  // namespace muster
