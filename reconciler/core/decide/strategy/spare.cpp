#include "reconciler/core/decide/strategy/spare.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/base/text/plural.hpp"
#include "reconciler/core/decide/capacity/agent_capacity.hpp"
#include "reconciler/core/decide/load/agent_count.hpp"
#include "reconciler/core/decide/load/silence.hpp"
#include "reconciler/core/decide/optimiser/answer.hpp"

namespace muster {
namespace {

constexpr auto kAgentsUnknown =
    "the number of agents that a machine can run is unknown. Declare requests of an agent kind, or a rule on "
    "agents";

/// The machines of the pool as (room in agents, monthly price), the roomiest first.
std::vector<std::pair<int, Money>> machines_by_room(const AgentRequests& per_agent, const PoolView& view) {
  const auto& prices = view.inputs.prices;
  std::vector<std::pair<int, Money>> machines;
  for (const auto& machine : view.machines) {
    const auto& size = machine.machine->size;
    machines.emplace_back(agents_fitting(per_agent, size, prices), prices.of_size(size).monthly);
  }
  std::sort(machines.begin(), machines.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  return machines;
}

/// The monthly price of the machines that this number of agents does not need.
Money cost_of_spare(int agents, const std::vector<std::pair<int, Money>>& machines) {
  Money cost;
  for (const auto& [room, monthly] : machines) {
    if (agents <= 0) cost += monthly;
    agents -= room;
  }
  return cost;
}

/// Requires room for agents, and makes it a minimum shape.
void require_room(ScalingAction& action, const AgentRoom& room, Urgency urgency, const std::string& whose) {
  MinimumShape minimum_shape;
  minimum_shape.shape.machines = 0;
  minimum_shape.message = whose;
  minimum_shape.room = room;
  action.minimum_shapes.push_back(std::move(minimum_shape));
  auto& requirement = action.requirements.emplace_back();
  requirement.what = room;
  requirement.urgency = urgency;
}

}  // namespace

std::string describe(const SpareRoom& room) {
  if (room.machines > 0) return plural(room.machines, "machine");
  if (room.percent > 0) return fmt::format("{}%", room.percent);
  return plural(room.agents, "agent");
}

bool require_agents(ScalingAction& action, int agents, const std::string& whose, const PoolView& view) {
  if (!agent_requests(view).known()) return false;
  require_room(action, {agents, 0}, Urgency::floor, whose);
  return true;
}

void require_spare(ScalingAction& action, const SpareRoom& room, const PoolView& view) {
  const auto count = count_agents(view);
  const auto per_agent = agent_requests(view);
  if (!count.agents || !per_agent.known()) {
    const std::string why = count.agents ? kAgentsUnknown : count.message;
    if (!count.agents) {
      action.unsure = why;
      action.blinds_itself_only = !is_reported(view, Metric::agents);
    }
    action.notes.push_back("spare capacity: " + why);
    action.cause.message += why;
    return;
  }
  if (count.at_least) action.unsure = count.message;
  const int agents = whole_agents(*count.agents);
  const auto percent = (static_cast<std::int64_t>(agents) * room.percent + 99) / 100;
  const auto more = room.percent > 0 ? percent : std::int64_t{room.agents};
  const AgentRoom wanted{static_cast<int>(std::min<std::int64_t>(agents + more, 1'000'000)), room.machines};
  if (!count.declared) action.cause.evidence = {count.evidence};
  const auto machines = machines_by_room(per_agent, view);
  std::vector<int> rooms;
  for (const auto& [room_of_one, monthly] : machines) rooms.push_back(room_of_one);
  const auto have = std::min<std::int64_t>(room_without(wanted.without, std::move(rooms)), 1'000'000);
  action.cause.message += fmt::format("{}, {} as spare capacity: capacity for {} is needed", count.message,
                                      describe(room), wanted.agents);
  if (wanted.without > 0)
    action.cause.message += fmt::format(" without {}", plural(wanted.without, "machine"));
  action.cause.message += fmt::format(", there is capacity for {}", have);
  if (have >= wanted.agents)
    action.cause.message +=
        fmt::format("; the spare capacity costs {} a month", format_money(cost_of_spare(agents, machines)));
  require_room(action, wanted, Urgency::spare, "spare capacity for " + describe(room));
}

ScalingAction evaluate_spare(const Policy& policy, const Spare& spare, const PoolView& view) {
  ScalingAction action;
  action.policy = &policy;
  action.cause = {.policy = policy.name, .rule = "spare", .at = spare.at, .message = "", .evidence = {}};
  require_spare(action, spare.room, view);
  answer_missing(action, view);
  return action;
}

}  // namespace muster
