#include "reconciler/cli/run_for_json.hpp"

#include <CLI/App.hpp>
#include <cstdlib>
#include <ostream>
#include <set>
#include <string>
#include <string_view>

#include "reconciler/adapters/system/system_clock.hpp"
#include "reconciler/cli/apply/apply_events.hpp"
#include "reconciler/cli/console/printed_errors.hpp"

namespace muster {

namespace {

/// Commands that write one event a line.
bool writes_events(const CLI::App& app) {
  static const std::set<std::string> commands = {"adopt", "apply", "destroy", "release"};
  const auto named = app.get_subcommands();
  return !named.empty() && commands.contains(named.front()->get_name());
}

void end_events(const PrintedErrors& reported, ExitCode code, std::int64_t spoken, std::ostream& out) {
  ApplyEvents events(out, spoken);
  const auto now = SystemClock().now();
  const auto whole = with_reason(reported, code);
  for (const auto& [word, problem] : whole.problems) {
    const bool error = problem.severity == Severity::error;
    auto detail = to_string(problem.at);
    if (!problem.hint.empty()) detail += (detail.empty() ? "" : ": ") + problem.hint;
    events.diagnostic(error, problem.summary, detail, now, word);
  }
}

}  // namespace

bool json_wanted(int argc, const char* const* argv) {
  const char* variable = std::getenv("MUSTER_FORMAT");
  bool wanted = variable && std::string_view(variable) == "json";
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--json" || word == "--format=json") wanted = true;
    if (word == "--format" && i + 1 < argc) wanted = std::string_view(argv[i + 1]) == "json";
  }
  return wanted;
}

ExitCode run_for_json(const CLI::App& app, const CommandHandler& chosen, const Settings& settings,
                      Console& console) {
  CountedOutput counted(*console.out.rdbuf());
  std::ostream out(&counted);
  PrintedErrors reported;
  Console inner{.out = out, .err = console.err, .in = console.in};
  inner.out_is_terminal = console.out_is_terminal;
  inner.err_is_terminal = console.err_is_terminal;
  inner.in_is_terminal = console.in_is_terminal;
  inner.colour_wanted = console.colour_wanted;
  inner.colour_forced = console.colour_forced;
  inner.quiet = console.quiet;
  inner.width = console.width;
  inner.reported = &reported;
  const auto code = chosen(settings, inner);
  out.flush();
  if (!out) console.out.setstate(std::ios::badbit);
  if (code == ExitCode::done || code == ExitCode::changes) return code;
  if (writes_events(app)) {
    // A report with its errors needs no further reason.
    if (!counted.any() || !reported.problems.empty())
      end_events(reported, code, counted.lines(), console.out);
  } else if (!counted.any()) {
    console.out << errors_json(reported, code);
  }
  console.out << std::flush;
  return code;
}

}  // namespace muster
