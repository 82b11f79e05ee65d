#pragma once

#include <vector>

#include "reconciler/core/apply/step.hpp"
#include "reconciler/core/apply/step_context.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

/// Longest wait for most actions of a cloud. Generous: it bounds what is stuck, not what is slow.
inline constexpr Duration kActionPatience = std::chrono::minutes(5);

// The changes of machines, call by call. The others are in steps.cpp.
Result<std::vector<Step>> machine_steps(const StepContext& in, const CreateMachine& effect);
Result<std::vector<Step>> machine_steps(const StepContext& in, const ResizeMachine& effect);
Result<std::vector<Step>> machine_steps(const StepContext& in, const ReplaceMachine& effect);
Result<std::vector<Step>> machine_steps(const StepContext& in, const DestroyMachine& effect);
Result<std::vector<Step>> machine_steps(const StepContext& in, const TagMachine& effect);
Result<std::vector<Step>> machine_steps(const StepContext& in, const StartMachine& effect);
Result<std::vector<Step>> machine_steps(const StepContext& in, const AdoptMachine& effect);
Result<std::vector<Step>> machine_steps(const StepContext& in, const ReleaseMachine& effect);

/// From running to off: asks first, pulls the plug when patience is over.
void take_down(const MachineId& machine, std::vector<Step>& steps);
/// From off to running.
void bring_up(const MachineId& machine, std::vector<Step>& steps);

}  // namespace muster
