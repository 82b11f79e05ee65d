#include "reconciler/core/decide/strategy/spare.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/decide/capacity/agent_capacity.hpp"
#include "reconciler/core/decide/load/agent_count.hpp"
#include "reconciler/core/decide/load/silence.hpp"

namespace muster {
namespace {

constexpr auto kNobodyTells =
    "nothing says how many agents a machine holds: requests of an agent class do, or a rule on agents";

std::string machines_in_words(int machines) {
  return fmt::format("{} machine{}", machines, machines == 1 ? "" : "s");
}

/// Prices of the pool's machines, of the roomiest first.
std::vector<Money> prices_by_room(const AgentNeeds& needs, const PoolView& view) {
  std::vector<std::pair<int, Money>> machines;
  for (const auto& machine : view.machines) {
    const auto& prices = view.situation.prices;
    const auto& size = machine.machine->size;
    machines.emplace_back(-agents_fitting(needs, size, prices), prices.of_size(size).monthly);
  }
  std::sort(machines.begin(), machines.end());
  std::vector<Money> prices;
  for (const auto& entry : machines) prices.push_back(entry.second);
  return prices;
}

/// Asks for machines more than there are, and makes so many a floor.
void ask_for_more(ScalingAction& ask, int machines, const std::string& whose, const PoolView& view) {
  TierStep least;
  least.machines = machines;
  least.size = view.ladder.smallest();
  ask.floors.push_back({least, whose});
  const int more = machines - view.count();
  if (more <= 0) return;
  const auto size = size_for_more(view);
  if (auto why_not = view.ladder.why_not_made(size); !why_not.empty()) {
    ask.rejected.push_back({fmt::format("{} more {}", more, size.value), std::nullopt, std::move(why_not)});
    return;
  }
  ask.direction = Direction::up;
  for (const int number : free_numbers(view.shape, more)) {
    ask.parts.push_back({Slot{view.pool.name, number}, size, 0, false, "", {}});
  }
}

/// What the machines cost a month that stand for the spare alone: from `used` to `wanted` of them.
Money cost_of_spare(int used, int wanted, const AgentNeeds& needs, const PoolView& view) {
  const auto present = prices_by_room(needs, view);
  const auto new_one = view.situation.prices.of_size(size_for_more(view)).monthly;
  Money cost;
  for (int i = used; i < wanted; ++i) {
    cost += i < view.count() ? present[static_cast<std::size_t>(i)] : new_one;
  }
  return cost;
}

}  // namespace

std::string in_words(const SpareRoom& room) {
  if (room.machines > 0) return machines_in_words(room.machines);
  if (room.percent > 0) return fmt::format("{} %", room.percent);
  return fmt::format("{} agent{}", room.agents, room.agents == 1 ? "" : "s");
}

bool ask_for_agents(ScalingAction& ask, int agents, const std::string& whose, const PoolView& view) {
  const auto needs = agent_needs(view);
  if (!needs.known()) return false;
  const auto needed = machines_for(agents, needs, size_for_more(view), view);
  if (!needed.possible) {
    ask.rejected.push_back(
        {"one more " + size_for_more(view).value, std::nullopt, "it holds no agent at all"});
  }
  ask_for_more(ask, needed.machines(), whose, view);
  return true;
}

void ask_for_spare(ScalingAction& ask, const SpareRoom& room, const PoolView& view) {
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
  const auto size = size_for_more(view);
  const auto used = machines_for(agents, needs, size, view);
  auto wanted = used.machines() + room.machines;
  if (room.machines == 0) {
    const auto more =
        room.percent > 0 ? (static_cast<std::int64_t>(agents) * room.percent + 99) / 100 : room.agents;
    const auto all = std::min<std::int64_t>(agents + more, 1'000'000);
    wanted = machines_for(static_cast<int>(all), needs, size, view).machines();
  }
  if (!count.declared) ask.cause.evidence = {count.evidence};
  const auto cost = cost_of_spare(used.machines(), wanted, needs, view);
  ask.cause.says +=
      fmt::format("{} need {}, with {} to spare {}: the spare costs {} a month", count.says,
                  machines_in_words(used.machines()), in_words(room), wanted, format_money(cost));
  ask_for_more(ask, wanted, "spare room for " + in_words(room), view);
}

ScalingAction evaluate_spare(const Policy& policy, const Spare& spare, const PoolView& view) {
  ScalingAction ask;
  ask.policy = &policy;
  ask.cause = {policy.name, "spare", spare.at, "", {}};
  ask_for_spare(ask, spare.room, view);
  return ask;
}

}  // namespace muster
