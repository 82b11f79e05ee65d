#include "reconciler/core/apply/wait_state.hpp"

namespace muster {
namespace {

/// The machine of a call; empty if the call has none.
MachineId machine_of(const Operation& operation, const std::string& object_id) {
  if (std::holds_alternative<call::CreateMachine>(operation)) return MachineId(object_id);
  return std::visit(
      [](const auto& made) -> MachineId {
        if constexpr (requires { MachineId(made.id); }) {
          return made.id;
        } else {
          return {};
        }
      },
      operation);
}

VolumeId volume_of(const Operation& operation, const std::string& object_id) {
  if (std::holds_alternative<call::CreateVolume>(operation)) return VolumeId(object_id);
  return std::visit(
      [](const auto& made) -> VolumeId {
        if constexpr (requires { VolumeId(made.id); }) {
          return made.id;
        } else {
          return {};
        }
      },
      operation);
}

LoadBalancerId balancer_of(const Operation& operation, const std::string& object_id) {
  if (const auto* update = std::get_if<call::UpdateBalancer>(&operation)) return update->id;
  return LoadBalancerId(object_id);
}

/// Whether the cloud's action shows more than the object, namely a failure. The action of a shutdown does not
/// show whether the machine stopped, and a machine in creation is worth only one call for each poll.
bool follows_action(const Operation& operation) {
  return !std::holds_alternative<call::CreateMachine>(operation) &&
         !std::holds_alternative<call::ShutDown>(operation);
}

WaitState there_when(bool there) {
  return {there ? WaitState::State::there : WaitState::State::not_yet, {}};
}

WaitState of_action(const OperationState& action) {
  switch (action.phase) {
    case OperationState::Phase::running:
      return {WaitState::State::not_yet, {}};
    case OperationState::Phase::done:
      return {WaitState::State::there, {}};
    case OperationState::Phase::failed:
      return {WaitState::State::failed, action.detail};
  }
  return {};
}

WaitState of_machine(WaitFor until, const Machine& machine) {
  // While an action runs on it, the cloud rejects the next call.
  if (until == WaitFor::machine_running)
    return there_when(machine.status == MachineStatus::running && !machine.busy);
  return there_when(until == WaitFor::machine_off && machine.status == MachineStatus::off && !machine.busy);
}

WaitState of_volume(const Operation& operation, const Volume& volume) {
  if (const auto* attach = std::get_if<call::AttachVolume>(&operation))
    return there_when(volume.attached_to == attach->to);
  if (const auto* detach = std::get_if<call::DetachVolume>(&operation))
    return there_when(volume.attached_to != detach->from);
  return there_when(true);
}

}  // namespace

std::optional<Operation> poll_for(const Step& step, const std::string& object_id,
                                  const std::optional<OperationId>& running) {
  if (step.until == WaitFor::nothing) return std::nullopt;
  if (running && follows_action(step.operation)) return call::GetOperation{*running};
  switch (step.until) {
    case WaitFor::nothing:
    case WaitFor::operation:
      return std::nullopt;
    case WaitFor::machine_running:
    case WaitFor::machine_off:
    case WaitFor::machine_gone:
      return call::GetMachine{machine_of(step.operation, object_id)};
    case WaitFor::machine_drained:
      return call::GetAgents{machine_of(step.operation, object_id)};
    case WaitFor::volume_attached:
    case WaitFor::volume_detached:
      return call::GetVolume{volume_of(step.operation, object_id)};
    case WaitFor::balancer_active:
      return call::GetBalancer{balancer_of(step.operation, object_id)};
  }
  return std::nullopt;
}

WaitState arrived(WaitFor until, const Operation& operation, const Reply& seen) {
  if (const auto* action = std::get_if<OperationState>(&seen)) return of_action(*action);
  if (std::holds_alternative<Absent>(seen)) {
    if (until == WaitFor::machine_gone || until == WaitFor::machine_off || until == WaitFor::machine_drained)
      return {WaitState::State::there, {}};
    return {WaitState::State::gone, "no longer exists"};
  }
  if (const auto* machine = std::get_if<Machine>(&seen)) return of_machine(until, *machine);
  if (const auto* agents = std::get_if<AgentsOn>(&seen)) return there_when(agents->running == 0);
  if (const auto* volume = std::get_if<Volume>(&seen)) return of_volume(operation, *volume);
  if (const auto* balancer = std::get_if<LoadBalancer>(&seen)) return there_when(balancer->active);
  return {WaitState::State::not_yet, {}};
}

}  // namespace muster
