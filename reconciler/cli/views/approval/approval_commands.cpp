#include "reconciler/cli/views/approval/approval_commands.hpp"

#include <fmt/format.h>

namespace muster {
std::string brief_of(const PlanId& plan) {
  return Digest{plan.value}.brief();
}

std::string approve_command(const PlanId& plan) {
  return fmt::format("muster approve {} --as NAME", brief_of(plan));
}

std::string reject_command(const PlanId& plan) {
  return fmt::format("muster reject {} --as NAME --because TEXT", brief_of(plan));
}

}  // namespace muster
