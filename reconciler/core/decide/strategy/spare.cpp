#include "reconciler/core/decide/strategy/spare.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/decide/capacity/agent_capacity.hpp"
#include "reconciler/core/decide/load/agent_count.hpp"
#include "reconciler/core/decide/load/silence.hpp"
#include "reconciler/core/decide/optimiser/answer.hpp"

namespace muster {
namespace {

constexpr auto kNobodyTells =
    "nothing says how many agents a machine holds: requests of an agent class do, or a rule on agents";

std::string machines_in_words(int machines) {
  return fmt::format("{} machine{}", machines, machines == 1 ? "" : "s");
}

/// The machines of the pool by the room that they have for agents, the roomiest first.
std::vector<std::pair<int, Money>> machines_by_room(const AgentNeeds& needs, const PoolView& view) {
  const auto& prices = view.situation.prices;
  std::vector<std::pair<int, Money>> machines;
  for (const auto& machine : view.machines) {
    const auto& size = machine.machine->size;
    machines.emplace_back(agents_fitting(needs, size, prices), prices.of_size(size).monthly);
  }
  std::sort(machines.begin(), machines.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  return machines;
}

/// The price a month of the machines that so many agents do not need.
Money cost_of_spare(int agents, const std::vector<std::pair<int, Money>>& machines) {
  Money cost;
  for (const auto& [room, monthly] : machines) {
    if (agents <= 0) cost += monthly;
    agents -= room;
  }
  return cost;
}

/// Requires room for agents, and makes it a floor.
void require_room(ScalingAction& ask, const AgentRoom& room, Urgency urgency, const std::string& whose) {
  Floor floor;
  floor.shape.machines = 0;
  floor.says = whose;
  floor.room = room;
  ask.floors.push_back(std::move(floor));
  auto& requirement = ask.requirements.emplace_back();
  requirement.what = room;
  requirement.urgency = urgency;
}

}  // namespace

std::string in_words(const SpareRoom& room) {
  if (room.machines > 0) return machines_in_words(room.machines);
  if (room.percent > 0) return fmt::format("{} %", room.percent);
  return fmt::format("{} agent{}", room.agents, room.agents == 1 ? "" : "s");
}

bool require_agents(ScalingAction& ask, int agents, const std::string& whose, const PoolView& view) {
  if (!agent_needs(view).known()) return false;
  require_room(ask, {agents, 0}, Urgency::floor, whose);
  return true;
}

void require_spare(ScalingAction& ask, const SpareRoom& room, const PoolView& view) {
  const auto count = count_agents(view);
  const auto needs = agent_needs(view);
  if (!count.agents || !needs.known()) {
    const std::string why = count.agents ? kNobodyTells : count.says;
    if (!count.agents) {
      ask.unsure = why;
      ask.blinds_itself_only = !is_reported(view, Metric::agents);
    }
    ask.notes.push_back("spare room: " + why);
    ask.cause.says += why;
    return;
  }
  if (count.at_least) ask.unsure = count.says;
  const int agents = whole_agents(*count.agents);
  const auto percent = (static_cast<std::int64_t>(agents) * room.percent + 99) / 100;
  const auto more = room.percent > 0 ? percent : std::int64_t{room.agents};
  const AgentRoom wanted{static_cast<int>(std::min<std::int64_t>(agents + more, 1'000'000)), room.machines};
  if (!count.declared) ask.cause.evidence = {count.evidence};
  const auto machines = machines_by_room(needs, view);
  std::vector<int> rooms;
  for (const auto& [room_of_one, monthly] : machines) rooms.push_back(room_of_one);
  const auto have = std::min<std::int64_t>(room_without(wanted.without, std::move(rooms)), 1'000'000);
  ask.cause.says +=
      fmt::format("{}, {} to spare: room for {} is wanted", count.says, in_words(room), wanted.agents);
  if (wanted.without > 0) ask.cause.says += fmt::format(" without {}", machines_in_words(wanted.without));
  ask.cause.says += fmt::format(", there is room for {}", have);
  if (have >= wanted.agents)
    ask.cause.says +=
        fmt::format("; the spare costs {} a month", format_money(cost_of_spare(agents, machines)));
  require_room(ask, wanted, Urgency::spare, "spare room for " + in_words(room));
}

ScalingAction evaluate_spare(const Policy& policy, const Spare& spare, const PoolView& view) {
  ScalingAction ask;
  ask.policy = &policy;
  ask.cause = {policy.name, "spare", spare.at, "", {}};
  require_spare(ask, spare.room, view);
  answer_missing(ask, view);
  return ask;
}

}  // namespace muster
