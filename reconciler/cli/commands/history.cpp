#include "reconciler/cli/commands/history.hpp"

#include <CLI/App.hpp>
#include <ostream>

#include "reconciler/adapters/files/plan_file.hpp"
#include "reconciler/cli/check_journal.hpp"
#include "reconciler/cli/views/history_views.hpp"
#include "reconciler/cli/views/journal_check_views.hpp"
#include "reconciler/cli/wiring.hpp"

namespace muster {

void setup_history(CLI::App& app, Chosen& chosen) {
  auto options = std::make_shared<HistoryOptions>();
  auto* command = app.add_subcommand("history", "What was applied and why, from the journal");
  command->add_option("-n,--limit", options->limit, "Only so many applies, the newest ones")
      ->type_name("N")
      ->check(CLI::Range(1, 1'000'000));
  auto* verify = command->add_flag(
      "--verify", options->verify,
      "Check that no entry of the journal was changed, removed or inserted since it was written");
  command
      ->add_option("--head", options->head,
                   "With --verify: a head noted earlier; the journal must still lead through it")
      ->type_name("HASH")
      ->needs(verify);
  command->callback([options, &chosen] {
    chosen = [options](const Settings& settings, Console& console) {
      return run_history(*options, settings, console);
    };
  });
}

namespace {

ExitCode verify(Store& store, const HistoryOptions& options, const Settings& settings, Console& console) {
  const auto checked = check_journal(store, options.head);
  if (!checked) return tell(console, checked.error());
  switch (settings.format) {
    case Format::text:
      console.out << journal_check_text(*checked, Paint(console.colour_out()));
      break;
    case Format::json:
      console.out << journal_check_json(*checked);
      break;
    case Format::markdown:
      console.out << journal_check_markdown(*checked);
      break;
  }
  return checked->broken ? ExitCode::error : ExitCode::done;
}

}  // namespace

ExitCode run_history(const HistoryOptions& options, const Settings& settings, Console& console) {
  auto store = open_journal(settings);
  if (!store) return tell(console, store.error());
  if (options.verify) return verify(**store, options, settings, console);
  const auto entries = (*store)->entries_from(Instant::min());
  if (!entries) return tell(console, entries.error());

  auto events = events_of(*entries, [](const std::string& json) { return read_plan(json, "the journal"); });
  if (options.limit > 0) events = newest_applies(std::move(events), options.limit);
  switch (settings.format) {
    case Format::text:
      console.out << history_text(events, Paint(console.colour_out()));
      break;
    case Format::json:
      console.out << history_json(events);
      break;
    case Format::markdown:
      console.out << history_markdown(events);
      break;
  }
  return ExitCode::done;
}

}  // namespace muster
