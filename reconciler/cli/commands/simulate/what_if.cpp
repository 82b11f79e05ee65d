#include "reconciler/cli/commands/simulate/what_if.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <memory>
#include <ostream>

#include "reconciler/cli/apply/print_plan.hpp"
#include "reconciler/cli/commands/simulate/read_what_if_inputs.hpp"
#include "reconciler/cli/console/handle_command.hpp"
#include "reconciler/cli/views/cost/what_if_views.hpp"
#include "reconciler/core/propose.hpp"

namespace muster {

void setup_what_if(CLI::App& app, CommandHandler& chosen) {
  auto options = std::make_shared<WhatIfOptions>();
  auto* command =
      app.add_subcommand("what-if", "Plans for other loads, prices, caps or a lost region; changes nothing");
  command->add_option("--load", options->load, "Load of the last hour: x2, +50%")->type_name("CHANGE");
  command
      ->add_option("--region-lost", options->region_lost, "Region whose machines are lost; may be repeated")
      ->type_name("REGION");
  command->add_option("--price", options->price, "Change of all prices: +10%")->type_name("CHANGE");
  command->add_option("--cap", options->cap, "Monthly cap: $200")->type_name("MONEY");
  command->add_option("--agents", options->agents, "Number of agents: 60, or worker=60 for one pool")
      ->type_name("[POOL=]N");
  setup_readings(*command, options->readings);
  handle_command(*command, chosen, options, &run_what_if);
}

ExitCode run_what_if(const WhatIfOptions& options, const Settings& settings, Console& console) {
  // A mistake in the words is told before the cloud and its key are needed.
  const auto declared = read_declared(settings, console);
  if (!declared) return ExitCode::error;
  const auto imagined = read_what_if_inputs(options, declared->fleet);
  if (!imagined) return print_error(console, imagined.error());
  auto workspace = open_workspace(settings, console);
  if (!workspace) return ExitCode::error;
  const auto look = observe_world(*workspace, settings, options.readings, console);
  if (!look) return print_error(console, look.error());
  const auto problems = problems_of(*imagined, look->world);
  if (!problems.empty()) return print_error(console, {ErrorKind::invalid, problems.front()});

  WhatIf what;
  what.imagined = describe(*imagined);
  what.now = propose(look->world, look->now).plan;
  what.then = propose(apply_what_if(look->world, *imagined, look->now), look->now).plan;
  switch (settings.format) {
    case Format::text:
      console.out << what_if_text(what, plan_options(console));
      break;
    case Format::markdown:
      console.out << what_if_markdown(what);
      break;
    case Format::json: {
      const auto text = what_if_json(what);
      if (!text) return print_error(console, text.error());
      console.out << *text;
      break;
    }
  }
  return ExitCode::done;
}

}  // namespace muster
