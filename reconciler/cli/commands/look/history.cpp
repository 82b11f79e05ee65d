#include "reconciler/cli/commands/look/history.hpp"

#include <fmt/format.h>
#include <signal.h>

#include <CLI/App.hpp>
#include <algorithm>
#include <ostream>
#include <set>

#include "reconciler/adapters/plan_file/plan_file.hpp"
#include "reconciler/adapters/system/signal_pipe.hpp"
#include "reconciler/adapters/system/system_clock.hpp"
#include "reconciler/cli/console/handle_command.hpp"
#include "reconciler/cli/console/print_paged.hpp"
#include "reconciler/cli/session/workspace.hpp"
#include "reconciler/cli/views/history/history_views.hpp"
#include "reconciler/cli/views/history/journal_check_views.hpp"
#include "reconciler/core/history/pick_events.hpp"
#include "reconciler/engine/verify_journal.hpp"

namespace muster {

void setup_history(CLI::App& app, CommandHandler& chosen) {
  auto options = std::make_shared<HistoryOptions>();
  auto* command = app.add_subcommand("history", "Shows past changes and their reasons, from the journal");
  command->add_option("-n,--limit", options->limit, "Highest number of applies, newest first")
      ->type_name("N")
      ->check(CLI::Range(1, 1'000'000));
  command->add_option("OBJECT", options->objects,
                      "Only changes of these objects: a pool, a slot such as worker/1, an address");
  command
      ->add_option("--since", options->since,
                   "Only changes since this time: a time, a day such as 2026-11-03, or an age such as 24h")
      ->type_name("TIME");
  command->add_flag("--failed", options->failed, "Only changes that failed, were skipped, or ended unknown");
  command->add_flag("--long", options->whole,
                    "Each change with its trigger, recommendation, execution and outcome");
  auto* reverse = command->add_flag("--reverse", options->reverse, "From new to old");
  auto* follow = command->add_flag("-f,--follow", options->follow,
                                   "Print each new change until Ctrl-C; with --json one object per line");
  follow->excludes(reverse);
  auto* verify = command->add_flag("--verify", options->verify,
                                   "Check that no journal entry was changed, removed or inserted");
  command->add_option("--head", options->head, "With --verify: an earlier head that the journal must contain")
      ->type_name("HASH")
      ->needs(verify);
  verify->excludes(follow);
  handle_command(*command, chosen, options, &run_history);
}

namespace {

ExitCode verify(Store& store, const HistoryOptions& options, const Settings& settings, Console& console) {
  const auto checked = check_journal(store, options.head);
  if (!checked) return print_error(console, checked.error());
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

/// "24h" is a duration before now; a day begins at midnight in UTC.
Result<Instant> since_of(const std::string& text, Instant now) {
  if (const auto length = parse_duration(text)) return now - *length;
  if (const auto time = parse_instant(text)) return *time;
  if (const auto day = parse_instant(text + "T00:00:00Z")) return *day;
  return Error{
      ErrorKind::invalid,
      fmt::format("--since: \"{}\" is neither a time such as {}, nor a day such as {}, nor a duration "
                  "such as 24h",
                  text, format_instant(std::chrono::floor<std::chrono::seconds>(now)),
                  format_instant(now).substr(0, 10))};
}

Result<EventChoice> choice_of(const HistoryOptions& options, Instant now) {
  EventChoice choice{.failed = options.failed, .objects = options.objects};
  if (options.since.empty()) return choice;
  const auto since = since_of(options.since, now);
  if (!since) return since.error();
  choice.since = *since;
  return choice;
}

Result<std::vector<ScalingEvent>> events_in(Store& store) {
  const auto entries = store.entries_from(Instant::min());
  if (!entries) return entries.error();
  return events_of(*entries, [](const std::string& json) { return read_plan(json, "the journal"); });
}

HistoryLayout layout_of(const Console& console) {
  // Output for other programs has one line for each event.
  constexpr std::size_t kNoEnd = 1'000'000;
  return {Paint(console.colour_out()),
          console.out_is_terminal ? static_cast<std::size_t>(console.width) : kNoEnd};
}

std::string text_of(const std::vector<ScalingEvent>& events, std::size_t of, const HistoryOptions& options,
                    const Console& console) {
  if (of == 0) return "Nothing has been applied yet.\n";
  if (events.empty()) return fmt::format("None of the {} changes in the journal matches the filters.\n", of);
  return options.whole ? history_text(events, layout_of(console)) : history_lines(events, layout_of(console));
}

/// Each event once, when it has ended.
ExitCode follow(Store& store, const HistoryOptions& options, const EventChoice& choice,
                const Settings& settings, Console& console) {
  SignalPipe signals({SIGINT, SIGTERM, SIGHUP});
  std::set<std::pair<std::int64_t, ChangeId>> reported;
  std::string day;
  for (bool first = true;; first = false) {
    auto all = events_in(store);
    if (!all) return print_error(console, all.error());
    auto events = pick_events(*std::move(all), choice);
    if (first && options.limit > 0) {
      const auto shown = newest_applies(events, options.limit);
      for (const auto& event : events) reported.emplace(event.apply, event.change);
      for (const auto& event : shown) reported.erase({event.apply, event.change});
    }
    for (const auto& event : events) {
      if (event.outcome == "unfinished" || !reported.emplace(event.apply, event.change).second) continue;
      if (settings.format == Format::json) {
        console.out << history_event_json(event);
      } else if (options.whole) {
        console.out << history_text({event}, layout_of(console));
      } else {
        console.out << history_line(event, day, layout_of(console));
      }
    }
    console.out << std::flush;
    if (!console.out || signals.wait(std::chrono::seconds(1))) return ExitCode::done;
  }
}

}  // namespace

ExitCode run_history(const HistoryOptions& options, const Settings& settings, Console& console) {
  const auto choice = choice_of(options, SystemClock().now());
  if (!choice) return print_error(console, choice.error());
  auto store = open_journal(settings);
  if (!store) return print_error(console, store.error());
  if (options.verify) return verify(**store, options, settings, console);
  if (options.follow) return follow(**store, options, *choice, settings, console);
  auto all = events_in(**store);
  if (!all) return print_error(console, all.error());
  const auto count = all->size();
  auto events = pick_events(*std::move(all), *choice);
  if (options.limit > 0) events = newest_applies(std::move(events), options.limit);
  if (options.reverse) std::reverse(events.begin(), events.end());
  switch (settings.format) {
    case Format::text:
      print_paged(console, settings, text_of(events, count, options, console));
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
