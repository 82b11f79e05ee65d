#include "reconciler/cli/commands/run/adopt.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "reconciler/cli/apply/execute_named_change.hpp"
#include "reconciler/cli/console/handle_command.hpp"
#include "reconciler/core/plan/adopt.hpp"
#include "reconciler/engine/call/call_and_wait.hpp"

namespace muster {

void setup_adopt(CLI::App& app, CommandHandler& chosen) {
  auto options = std::make_shared<AdoptOptions>();
  auto* command = app.add_subcommand("adopt", "Adopts a machine or volume that was made elsewhere");
  command->add_option("KIND", options->kind, "machine or volume")
      ->required()
      ->check(CLI::IsMember({"machine", "volume"}));
  command->add_option("ID", options->id, "Id of the object at the cloud")->required();
  command->add_option("--as", options->slot, "Slot for the object: worker/3, or worker/3/data-1 for a volume")
      ->type_name("SLOT")
      ->required();
  command->add_flag("--auto-approve", options->auto_approve,
                    "Do not ask; on the sandbox this is also the approval. It does not lift a refusal");
  setup_lock(*command, options->lock);
  handle_command(*command, chosen, options, &run_adopt);
}

namespace {

constexpr Duration kLookPatience = std::chrono::seconds(30);

template <class Object>
Result<Object> look_at(Provider& provider, const Operation& look, const char* kind, const std::string& id) {
  const auto seen = perform(provider, look, kLookPatience);
  if (!seen) return seen.error();
  if (const auto* object = std::get_if<Object>(&*seen)) return *object;
  return Error{ErrorKind::not_found, fmt::format("there is no {} with id {} in this account", kind, id)};
}

template <class Object, class SlotName>
NamedPlan adoption(Provider& provider, Operation look, const char* kind, std::string id, SlotName slot) {
  return [&provider, look = std::move(look), kind, id = std::move(id), slot](const DecisionInputs& inputs,
                                                                             Instant now) -> Result<Plan> {
    const auto object = look_at<Object>(provider, look, kind, id);
    if (!object) return object.error();
    return plan_adoption(inputs, *object, slot, now);
  };
}

Result<NamedPlan> plan_for(const AdoptOptions& options, Provider& provider) {
  if (options.kind == "machine") {
    const auto slot = parse_slot(options.slot);
    if (!slot) return slot.error().during("--as");
    return adoption<Machine>(provider, call::GetMachine{MachineId(options.id)}, "machine", options.id, *slot);
  }
  const auto slot = parse_volume_slot(options.slot);
  if (!slot) return slot.error().during("--as");
  return adoption<Volume>(provider, call::GetVolume{VolumeId(options.id)}, "volume", options.id, *slot);
}

}  // namespace

ExitCode run_adopt(const AdoptOptions& options, const Settings& settings, Console& console) {
  auto workspace = open_workspace(settings, console);
  if (!workspace) return ExitCode::error;
  const auto plan = plan_for(options, *workspace->cloud.provider);
  if (!plan) return print_error(console, plan.error());
  const auto command = fmt::format("muster adopt {} {} --as {}", options.kind, options.id, options.slot);
  return execute_named_change(*plan, {options.auto_approve, command, options.lock}, *workspace, settings,
                              console);
}

}  // namespace muster
