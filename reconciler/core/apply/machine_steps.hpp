#pragma once

#include <vector>

#include "reconciler/core/apply/step.hpp"
#include "reconciler/core/apply/step_context.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

/// Longest wait for most actions of a cloud. It is generous: it limits stuck actions, not slow ones.
inline constexpr Duration kActionPatience = std::chrono::minutes(5);

/// Return the calls of a machine change in order. The changes of other objects are in steps.cpp. Fail with
/// not_found if an object that the change refers to has no id.
Result<std::vector<Step>> machine_steps(const StepContext& in, const CreateMachine& effect);
Result<std::vector<Step>> machine_steps(const StepContext& in, const ResizeMachine& effect);
Result<std::vector<Step>> machine_steps(const StepContext& in, const ReplaceMachine& effect);
Result<std::vector<Step>> machine_steps(const StepContext& in, const DestroyMachine& effect);
Result<std::vector<Step>> machine_steps(const StepContext& in, const TagMachine& effect);
Result<std::vector<Step>> machine_steps(const StepContext& in, const StartMachine& effect);
Result<std::vector<Step>> machine_steps(const StepContext& in, const AdoptMachine& effect);
Result<std::vector<Step>> machine_steps(const StepContext& in, const ReleaseMachine& effect);

/// Adds the steps from running to off: a shutdown, and a power off after the time limit.
void take_down(const MachineId& machine, std::vector<Step>& steps);
/// Adds the steps from off to running.
void bring_up(const MachineId& machine, std::vector<Step>& steps);

}  // namespace muster
