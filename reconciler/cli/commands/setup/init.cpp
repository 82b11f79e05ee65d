#include "reconciler/cli/commands/setup/init.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <ostream>

#include "reconciler/adapters/config/load_declared.hpp"
#include "reconciler/adapters/config/load_prices.hpp"
#include "reconciler/adapters/scaffold/scaffold.hpp"
#include "reconciler/adapters/scaffold/starter_provider.hpp"
#include "reconciler/adapters/system/system_clock.hpp"
#include "reconciler/cli/session/workspace.hpp"
#include "reconciler/core/base/printable.hpp"
#include "reconciler/core/base/text/plural.hpp"
#include "reconciler/core/simulate/what_if/project_cost.hpp"

namespace muster {

namespace {

CLI::Validator valid_if(Result<Done> (*check)(const std::string&)) {
  return CLI::Validator(
      [check](const std::string& text) {
        const auto good = check(text);
        return good ? std::string() : good.error().what;
      },
      "");
}

void setup_answers(CLI::App& command, StarterAnswers& answers) {
  command.add_option("--name", answers.name, "Name of the fleet; default: my-agents")
      ->type_name("NAME")
      ->check(valid_if(&check_name));
  command
      .add_option("--region", answers.regions,
                  "Region of the machines; may be repeated; default: fra1 and nyc3")
      ->type_name("REGION")
      ->allow_extra_args(false)
      ->check(valid_if(&check_region));
  command.add_option("--agents", answers.agents, "Number of agents; default: 3")
      ->type_name("N")
      ->check(valid_if(&check_agents));
  command.add_option("--agent-cpu", answers.agent_cpu, "vCPUs of one agent; default: 0.2")
      ->type_name("X")
      ->check(valid_if(&check_agent_cpu));
  command.add_option("--agent-memory", answers.agent_memory, "Memory of one agent; default: 256MiB")
      ->type_name("SIZE")
      ->check(valid_if(&check_agent_memory));
  command.add_option("--cap", answers.cap, "Highest bill of a month; default: $600")
      ->type_name("MONEY")
      ->check(valid_if(&check_cap));
  command.add_option("--ssh-key", answers.ssh_key, "Fingerprint of a key at the cloud that may log in")
      ->type_name("FINGERPRINT")
      ->check(valid_if(&check_ssh_key));
}

/// Asks until the answer is valid; an empty one is the default. Fails with `cancelled` at the end of input.
Result<Done> ask_for(const std::string& question, std::string& answer,
                     Result<Done> (*check)(const std::string&), Console& console) {
  while (true) {
    const auto shown = answer.empty() ? "none" : answer;
    const auto typed = ask(console, fmt::format("{} [{}]: ", question, shown));
    if (typed.empty() && !console.in) return Error{ErrorKind::cancelled, "no answer: nothing was written"};
    const auto& wanted = typed.empty() ? answer : typed;
    const auto good = check(wanted);
    if (good) {
      answer = std::string(wanted);
      return Done{};
    }
    console.err << "  " << printable(good.error().what) << '\n';
  }
}

Result<Done> ask_for_answers(StarterAnswers& answers, Console& console) {
  note(console, fmt::format("muster writes a fleet for {}. Enter takes the answer in brackets.\n",
                            starter_provider()));
  if (auto done = ask_for("Name of the fleet", answers.name, &check_name, console); !done) return done;
  auto region = answers.regions.front();
  if (auto done = ask_for("Region", region, &check_region, console); !done) return done;
  if (region != answers.regions.front()) answers.regions = {region};
  struct Question {
    const char* text;
    std::string& answer;
    Result<Done> (*check)(const std::string&);
  };
  for (const auto& question : {Question{"Number of agents", answers.agents, &check_agents},
                               Question{"vCPUs of one agent", answers.agent_cpu, &check_agent_cpu},
                               Question{"Memory of one agent", answers.agent_memory, &check_agent_memory},
                               Question{"Highest bill of a month", answers.cap, &check_cap},
                               Question{"Fingerprint of your SSH key", answers.ssh_key, &check_ssh_key}}) {
    if (auto done = ask_for(question.text, question.answer, question.check, console); !done) return done;
  }
  return Done{};
}

/// "3 agents: $12.00 a month; 12 agents: $48.00 a month", by the published prices.
std::string price_line(const std::string& dir) {
  const auto declared = load_declared_offline(dir);
  const auto prices = embedded_prices(starter_provider());
  if (!declared.ok() || !prices || declared.fleet.agents.empty()) return "";
  const int agents = declared.fleet.agents.front().count.value_or(1);
  const CostQuestion question{
      .fleet = declared.fleet, .policies = declared.policies, .prices = *prices, .capabilities = {}};
  std::string line;
  for (const auto& one : project_costs(question, {agents, 4 * agents}, SystemClock().now())) {
    line += fmt::format("{}{}: {} a month", line.empty() ? "" : "; ", plural(one.agents, "agent"),
                        format_money(one.bill.total.monthly));
  }
  return line + fmt::format(" (prices of {}; at most {} by the budget)", prices->dated,
                            format_money(declared.fleet.budget.monthly_cap.value_or(Money{})));
}

}  // namespace

void setup_init(CLI::App& app, CommandHandler& chosen) {
  auto options = std::make_shared<InitOptions>();
  auto* command = app.add_subcommand("init", "Writes a commented starter fleet, and prints its price");
  command->add_option("DIR", options->dir, "Target folder; default: the folder of -C");
  setup_answers(*command, options->answers);
  command->callback([options, command, &chosen] {
    for (const auto* option : command->get_options())
      if (!option->get_positional() && option->count() > 0) options->asks = false;
    chosen = [options](const Settings& settings, Console& console) {
      return run_init(*options, settings, console);
    };
  });
}

ExitCode run_init(const InitOptions& options, const Settings& settings, Console& console) {
  const auto dir = options.dir.empty() ? settings.dir : options.dir;
  auto answers = options.answers;
  if (options.asks && console.in_is_terminal && console.err_is_terminal && !console.quiet) {
    if (const auto done = ask_for_answers(answers, console); !done) return print_error(console, done.error());
  }
  const auto written = write_starter(dir, answers);
  if (!written) return print_error(console, written.error());
  for (const auto& file : *written) console.out << "wrote " << printable(file) << '\n';
  const auto flag = dir == Settings{}.dir ? std::string() : " -C " + printable(dir);
  note(console, "\n" + price_line(dir));
  note(console,
       fmt::format("\nNext: muster{0} validate, then muster{0} --sandbox plan: it runs on a cloud on this "
                   "machine and costs nothing.",
                   flag));
  return ExitCode::done;
}

}  // namespace muster
