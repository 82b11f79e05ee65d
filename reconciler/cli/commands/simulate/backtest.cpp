#include "reconciler/cli/commands/simulate/backtest.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <algorithm>
#include <filesystem>
#include <map>
#include <ostream>

#include "reconciler/adapters/config/load_declared.hpp"
#include "reconciler/adapters/config/load_prices.hpp"
#include "reconciler/adapters/file_io/whole_file.hpp"
#include "reconciler/adapters/policy_test/load_trace.hpp"
#include "reconciler/cli/commands/simulate/frontier_of.hpp"
#include "reconciler/cli/console/format_word.hpp"
#include "reconciler/cli/console/handle_command.hpp"
#include "reconciler/cli/console/print_diagnostics.hpp"
#include "reconciler/cli/session/workspace.hpp"
#include "reconciler/cli/views/backtest/backtest_views.hpp"
#include "reconciler/cli/views/backtest/frontier_svg.hpp"
#include "reconciler/core/simulate/backtest/declared/declared_policies.hpp"
#include "reconciler/core/simulate/backtest/scalers/contenders.hpp"

namespace muster {
namespace {

std::vector<std::string> contender_names() {
  std::vector<std::string> names;
  for (const auto& contender : backtest::contenders()) names.push_back(contender.name);
  return names;
}

std::vector<std::string> every_name() {
  auto names = contender_names();
  for (const auto& contender : backtest::ablated_contenders()) {
    if (std::find(names.begin(), names.end(), contender.name) == names.end()) names.push_back(contender.name);
  }
  return names;
}

/// Returns the requested contenders, and the one to compare with.
std::vector<std::string> chosen_names(const BacktestOptions& options) {
  auto names = options.policies;
  if (names.empty() && options.ablation) {
    for (const auto& contender : backtest::ablated_contenders()) names.push_back(contender.name);
  } else if (names.empty()) {
    names = contender_names();
  }
  if (!options.declared.empty() && options.policies.empty() && !options.ablation) names.clear();
  names.insert(names.begin(), options.declared.begin(), options.declared.end());
  const bool there = std::find(names.begin(), names.end(), options.against) != names.end();
  if (!options.against.empty() && !there) names.push_back(options.against);
  return names;
}

std::vector<std::string> signal_words() {
  std::vector<std::string> words;
  for (const auto& row : backtest::kSignalWords) words.emplace_back(row.word);
  return words;
}

backtest::ContestRules rules_of(const BacktestOptions& options) {
  backtest::ContestRules rules;
  rules.signal = backtest::kSignalWords.find(options.signal).value_or(backtest::SignalKind::cpu);
  rules.provisioning_ticks = std::max(1, options.boot_seconds / backtest::kTickSeconds);
  return rules;
}

using DeclaredContenders = std::map<std::string, backtest::Contender>;

/// The policies of each folder as a way of scaling, for the first pool that it declares.
Result<DeclaredContenders> declared_ways(const BacktestOptions& options, Console& console) {
  DeclaredContenders ways;
  for (const auto& dir : options.declared) {
    const auto loaded = load_declared_offline(dir);
    print_diagnostics(loaded.diagnostics, console);
    if (!loaded.ok() || loaded.fleet.pools.empty())
      return Error{ErrorKind::invalid, dir + ": its policies cannot be replayed"};
    auto prices = embedded_prices(loaded.fleet.provider);
    if (!prices) return prices.error();
    World world;
    world.fleet = loaded.fleet;
    world.policies = loaded.policies;
    world.prices = *std::move(prices);
    const auto pool = world.fleet.pools.front().name;
    const auto possible = backtest::can_be_simulated(world, pool);
    if (!possible) return possible.error().during(dir);
    ways[dir] = {dir, "policies of pool " + pool.value, [world, pool](const backtest::ContestRules& rules) {
                   return backtest::declared_policies(world, pool, rules.signal);
                 }};
  }
  return ways;
}

Result<Done> check_against(const BacktestOptions& options, const DeclaredContenders& declared) {
  const auto names = every_name();
  const auto& name = options.against;
  const bool known = std::find(names.begin(), names.end(), name) != names.end();
  if (name.empty() || known || declared.count(name) > 0) return Done{};
  return Error{ErrorKind::invalid, fmt::format("--against {}: neither an autoscaler nor a folder of "
                                               "--declared. The autoscalers are {}",
                                               name, fmt::join(contender_names(), ", "))};
}

Result<BacktestRun> run_trace(const std::string& path, const BacktestOptions& options,
                              const DeclaredContenders& declared) {
  const auto trace = load_trace(path);
  if (!trace) return trace.error();
  auto demand = backtest::demand_of(*trace);
  if (!demand) return demand.error().during(path);
  const auto rules = rules_of(options);
  BacktestRun run;
  run.trace = std::filesystem::path(path).stem().string();
  run.bursty = backtest::is_bursty(*trace);
  run.from = trace->front().at;
  run.until = trace->back().at;
  run.demand = *std::move(demand);
  run.bound = backtest::lower_bound_of(run.demand, rules);
  const auto scored = static_cast<double>(run.demand.size() - backtest::kWarmUp);
  run.lower_bound_month = run.bound * 28 * backtest::kDay / scored;
  for (const auto& name : chosen_names(options)) {
    const auto way = declared.find(name);
    const auto& contender = way != declared.end() ? way->second : *backtest::find_contender(name);
    run.standings.push_back(backtest::compete(contender, run.demand, run.bound, rules));
  }
  run.standings.push_back(backtest::best_oracle(run.demand, run.bound, rules));
  return run;
}

Result<Done> write_picture(const std::string& path, const BacktestRun& run) {
  return write_output(backtest_svg(run, run.standings.front()), path);
}

}  // namespace

void setup_backtest(CLI::App& app, CommandHandler& chosen) {
  auto options = std::make_shared<BacktestOptions>();
  auto* command = app.add_subcommand("backtest", "Compares muster with known autoscalers on recorded load");
  command->add_option("--trace", options->traces, "CSV file with timestamp,value; may be repeated")
      ->type_name("FILE")
      ->required();
  command
      ->add_option("--policy", options->policies,
                   "Compare only these autoscalers: " + fmt::format("{}", fmt::join(contender_names(), ", ")))
      ->type_name("NAME")
      ->check([](const std::string& name) {
        const auto known = every_name();
        if (std::find(known.begin(), known.end(), name) != known.end()) return std::string();
        return fmt::format("\"{}\" is none of {}", name, fmt::join(contender_names(), ", "));
      });
  command->add_option("--declared", options->declared, "Replay the policies of this folder; may be repeated")
      ->type_name("DIR");
  command
      ->add_option("--against", options->against,
                   "Compare the others with this one (a policy, or a folder of --declared), load by load")
      ->type_name("NAME");
  command->add_flag("--ablation", options->ablation,
                    "Compare muster with variants of itself that each lack one part");
  command
      ->add_option("--signal", options->signal,
                   "Signal that a policy reads: cpu, which saturates; load; or load and the agents that wait")
      ->type_name(fmt::format("{}", fmt::join(signal_words(), "|")))
      ->check(CLI::IsMember(signal_words()))
      ->capture_default_str();
  command->add_option("--boot", options->boot_seconds, "Boot time in seconds, from create to serving")
      ->type_name("SECONDS")
      ->check(CLI::Range(30, 3600))
      ->capture_default_str();
  command->add_option("--picture", options->picture, "Draw the first policy on the first trace as SVG")
      ->type_name("FILE")
      ->check([](const std::string& name) { return mistaken_for_format(name, "--picture"); });
  command
      ->add_option(
          "--frontier", options->frontier,
          "Draw cost against overload for each price of overload as SVG, with the policies of --declared")
      ->type_name("FILE")
      ->check([](const std::string& name) { return mistaken_for_format(name, "--frontier"); });
  handle_command(*command, chosen, options, &run_backtest);
}

ExitCode run_backtest(const BacktestOptions& options, const Settings& settings, Console& console) {
  const auto declared = declared_ways(options, console);
  if (!declared) return print_error(console, declared.error());
  if (const auto known = check_against(options, *declared); !known)
    return print_error(console, known.error());
  std::vector<BacktestRun> runs;
  for (const auto& path : options.traces) {
    auto run = run_trace(path, options, *declared);
    if (!run) return print_error(console, run.error());
    runs.push_back(*std::move(run));
  }
  if (!options.picture.empty()) {
    const auto drawn = write_picture(options.picture, runs.front());
    if (!drawn) return print_error(console, drawn.error());
  }
  if (!options.frontier.empty()) {
    const auto frontier = frontier_of(runs, rules_of(options), options.declared);
    const auto drawn = write_output(frontier_svg(frontier), options.frontier);
    if (!drawn) return print_error(console, drawn.error());
  }
  switch (settings.format) {
    case Format::text:
      console.out << backtest_text(runs, Paint(console.colour_out()));
      if (!options.against.empty())
        console.out << "\n" << compare_text(runs, options.against, Paint(console.colour_out()));
      break;
    case Format::json:
      console.out << backtest_json(runs);
      break;
    case Format::markdown:
      console.out << backtest_markdown(runs);
      if (!options.against.empty()) console.out << compare_markdown(runs, options.against);
      break;
  }
  return ExitCode::done;
}

}  // namespace muster
