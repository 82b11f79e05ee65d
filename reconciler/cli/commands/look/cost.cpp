#include "reconciler/cli/commands/look/cost.hpp"

#include <CLI/App.hpp>
#include <filesystem>
#include <ostream>

#include "reconciler/adapters/config/load_prices.hpp"
#include "reconciler/adapters/system/system_clock.hpp"
#include "reconciler/cli/console/handle_command.hpp"
#include "reconciler/cli/console/waiting_line.hpp"
#include "reconciler/cli/session/last_applied.hpp"
#include "reconciler/cli/session/workspace.hpp"
#include "reconciler/cli/views/cost/cost_views.hpp"
#include "reconciler/engine/observe/see_fleet.hpp"
#include "reconciler/engine/observe/see_prices.hpp"

namespace muster {

void setup_cost(CLI::App& app, CommandHandler& chosen) {
  auto options = std::make_shared<CostOptions>();
  auto* command =
      app.add_subcommand("cost", "Shows the bill and the budget, or the cost of other numbers of agents");
  command->add_option("--agents", options->agents, "Numbers of agents to project for: 10,25,50,100")
      ->type_name("N,...")
      ->delimiter(',')
      ->check(CLI::Range(0, 1'000'000));
  command->add_option("--prices", options->prices, "With --agents: prices file instead of the cloud's list")
      ->type_name("FILE");
  handle_command(*command, chosen, options, &run_cost);
}

namespace {

CostReport empty_report(const Declared& declared, const PriceList& prices) {
  CostReport report;
  report.fleet = declared.fleet.name;
  report.prices_dated = prices.dated;
  report.budget = declared.fleet.budget;
  return report;
}

/// The prices and abilities of a cloud.
struct CloudOffer {
  PriceList prices;
  Capabilities capabilities{};
};

/// From the named file, from the cloud, or without a key from the embedded prices.
Result<CloudOffer> offer_of(const CostOptions& options, const Declared& declared, const Settings& settings,
                            Console& console) {
  if (!options.prices.empty()) {
    auto prices = load_prices(options.prices);
    if (!prices) return prices.error();
    return CloudOffer{*std::move(prices)};
  }
  SystemClock clock;
  const auto cloud = open_cloud(settings, declared.fleet, clock, console);
  if (cloud) {
    auto prices = cloud->provider->prices();
    if (!prices) return prices.error();
    return CloudOffer{*std::move(prices), cloud->provider->capabilities()};
  }
  if (cloud.error().kind != ErrorKind::denied) return cloud.error();
  auto prices = embedded_prices(declared.fleet.provider);
  if (!prices) return cloud.error();
  note(console,
       "No key for " + declared.fleet.provider + ": published prices are used instead of the cloud's own.");
  return CloudOffer{*std::move(prices)};
}

Result<CostReport> projection(const CostOptions& options, const Declared& declared, const Settings& settings,
                              Console& console) {
  const auto offer = offer_of(options, declared, settings, console);
  if (!offer) return offer.error();
  auto report = empty_report(declared, offer->prices);
  const CostQuestion question{.fleet = declared.fleet,
                              .policies = declared.policies,
                              .prices = offer->prices,
                              .capabilities = offer->capabilities};
  report.projections = project_costs(question, options.agents, SystemClock().now());
  return report;
}

/// Returns the objects of the fleet that the store knows by id; empty without a store, which is not created
/// for this.
Result<KnownObjects> known_objects(const Declared& declared, const Settings& settings) {
  std::error_code unseen;
  if (!std::filesystem::exists(settings.state, unseen)) return KnownObjects{};
  auto store = open_journal(settings);
  if (!store) return store.error();
  Workspace workspace;
  workspace.declared = declared;
  workspace.clock = std::make_unique<SystemClock>();
  workspace.store = *std::move(store);
  auto memory = remembered(workspace);
  if (!memory) return memory.error();
  return std::move(memory->known);
}

Result<CostReport> present_bill(const Declared& declared, const Settings& settings, Console& console) {
  SystemClock clock;
  const auto cloud = open_cloud(settings, declared.fleet, clock, console);
  if (!cloud) return cloud.error();
  const auto known = known_objects(declared, settings);
  if (!known) return known.error();
  const auto actual = [&] {
    const WaitingLine waiting(console, "Reading " + cloud->description);
    return see_fleet(*cloud->provider, declared, *known, clock.now());
  }();
  if (!actual) return actual.error();
  if (!actual->complete())
    return Error{ErrorKind::io, "muster could not read the whole cloud: " + actual->gaps.front()};
  const auto prices = see_prices(*cloud->provider, *actual);
  if (!prices) return prices.error();
  auto report = empty_report(declared, *prices);
  report.present = bill_of(*actual, *prices);
  return report;
}

}  // namespace

ExitCode run_cost(const CostOptions& options, const Settings& settings, Console& console) {
  const auto declared = read_declared(settings, console);
  if (!declared) return ExitCode::error;
  const auto report = options.agents.empty() ? present_bill(*declared, settings, console)
                                             : projection(options, *declared, settings, console);
  if (!report) return print_error(console, report.error());
  switch (settings.format) {
    case Format::text:
      console.out << cost_text(*report, Paint(console.colour_out()), static_cast<std::size_t>(console.width));
      break;
    case Format::json:
      console.out << cost_json(*report);
      break;
    case Format::markdown:
      console.out << cost_markdown(*report);
      break;
  }
  return ExitCode::done;
}

}  // namespace muster
