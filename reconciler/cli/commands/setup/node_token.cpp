#include "reconciler/cli/commands/setup/node_token.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <algorithm>
#include <memory>
#include <ostream>

#include "reconciler/adapters/secrets/machine_token.hpp"
#include "reconciler/cli/console/handle_command.hpp"
#include "reconciler/cli/secrets/secret_resolver.hpp"
#include "reconciler/cli/session/workspace.hpp"

namespace muster {

namespace {

Result<Secret> token_for(const std::string& machine, const Fleet& fleet, SecretResolver& secrets) {
  const auto slot = parse_slot(machine);
  if (!slot) return slot.error();
  if (fleet.find_pool(slot->pool) == nullptr)
    return Error{ErrorKind::invalid, fmt::format("the fleet has no pool \"{}\"", slot->pool.value)};
  const auto rule = std::find_if(fleet.readings.begin(), fleet.readings.end(),
                                 [](const ReadingsRule& each) { return each.kind == "node"; });
  if (rule == fleet.readings.end())
    return Error{ErrorKind::invalid,
                 "the fleet file declares no source with `from: node`, so no muster accepts the token"};
  const auto key = secrets.find({.name = rule->secret, .role = SecretRole::node_key});
  if (!key) return key.error();
  return machine_token(*key, fleet.name, *slot);
}

}  // namespace

void setup_node_token(CLI::App& app, CommandHandler& chosen) {
  auto options = std::make_shared<NodeTokenOptions>();
  auto* command = app.add_subcommand("node-token", "Prints the push token of a machine's muster-node");
  command->add_option("MACHINE", options->machine, "Machine of the fleet, such as worker/1")->required();
  handle_command(*command, chosen, options, &run_node_token);
}

ExitCode run_node_token(const NodeTokenOptions& options, const Settings& settings, Console& console) {
  const auto declared = read_declared(settings, console);
  if (!declared) return ExitCode::error;
  SecretResolver secrets(settings, console);
  const auto token = token_for(options.machine, declared->fleet, secrets);
  if (!token) return print_error(console, token.error());
  console.out << token->reveal() << '\n';
  return ExitCode::done;
}

}  // namespace muster
