#include "reconciler/core/decide/capacity/agent_capacity.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/decide/capacity/scale_down_order.hpp"
#include "reconciler/core/decide/load/agent_count.hpp"
#include "reconciler/core/decide/load/silence.hpp"
#include "reconciler/core/place/place.hpp"
#include "reconciler/core/place/place_agents.hpp"

namespace muster {
namespace {

constexpr int kMany = 1'000'000;

void note_lines(AgentRequests& per_agent, const PoolView& view) {
  for (const auto& policy : view.inputs.policies) {
    const auto* threshold = std::get_if<Threshold>(&policy.rule);
    if (!threshold || policy.suspended || !selects(policy, view.pool.name)) continue;
    for (const auto& rule : threshold->rules) {
      const bool grows = rule.comparison == Comparison::above && rule.remedy != Remedy::scale_down;
      if (rule.metric != Metric::agents || !grows || rule.times_normal) continue;
      per_agent.most_on_machine = std::min(per_agent.most_on_machine.value_or(rule.limit), rule.limit);
    }
  }
}

/// The resources that a machine of that offer has for agents.
Resources room_on(const SizeOffer& offer, const AgentRequests& per_agent) {
  return {offer.vcpus * 1000, std::max(0, offer.memory_mib - per_agent.reserved_mib)};
}

/// The reason why the agents do not fit without those machines; empty: they do.
std::string no_room_left(const std::vector<const MachineView*>& victims, const AgentCount& agents,
                         const AgentRequests& per_agent, const PoolView& view,
                         const std::vector<SizeName>& joined) {
  const auto& prices = view.inputs.prices;
  std::int64_t room = 0;
  for (const auto& machine : view.machines) {
    const bool goes = std::any_of(victims.begin(), victims.end(),
                                  [&](const MachineView* v) { return v->number == machine.number; });
    if (!goes) room += agents_fitting(per_agent, machine.machine->size, prices);
  }
  for (const auto& size : joined) room += agents_fitting(per_agent, size, prices);
  if (room * 1000 >= agents.agents->in_milli()) return "";
  return fmt::format("{} do not fit on the remaining machines, which have capacity for {}", agents.message,
                     room);
}

}  // namespace

int whole_agents(Measure agents) {
  return static_cast<int>(std::min<std::int64_t>((agents.in_milli() + 999) / 1000, kMany));
}

AgentRequests agent_requests(const PoolView& view) {
  AgentRequests per_agent;
  per_agent.reserved_mib = view.pool.reserved_mib;
  for (const auto& kind : view.inputs.fleet.agents) {
    if (kind.pool != view.pool.name) continue;
    per_agent.requests = most_of(per_agent.requests, {kind.cpu_milli, kind.memory_mib});
    per_agent.spread = per_agent.spread || kind.spread;
  }
  note_lines(per_agent, view);
  return per_agent;
}

int agents_fitting(const AgentRequests& per_agent, const SizeName& size, const PriceList& prices) {
  std::int64_t fitting = per_agent.most_on_machine ? per_agent.most_on_machine->in_milli() / 1000 : kMany;
  const auto* offer = prices.find(size);
  if (!offer) return static_cast<int>(std::min<std::int64_t>(fitting, kMany));
  const auto& requests = per_agent.requests;
  const auto room = room_on(*offer, per_agent);
  if (requests.cpu_milli > 0) fitting = std::min(fitting, room.cpu_milli / requests.cpu_milli);
  if (requests.memory_mib > 0) fitting = std::min(fitting, room.memory_mib / requests.memory_mib);
  return static_cast<int>(std::min<std::int64_t>(fitting, kMany));
}

std::int64_t room_without(int lost, std::vector<int> rooms) {
  std::sort(rooms.begin(), rooms.end(), std::greater<>());
  std::int64_t room = 0;
  for (std::size_t i = static_cast<std::size_t>(lost); i < rooms.size(); ++i) room += rooms[i];
  return room;
}

MachinesForAgents machines_for(int agents, const AgentRequests& per_agent, const SizeName& new_size,
                               const PoolView& view) {
  std::vector<int> room;
  for (const auto& machine : view.machines) {
    room.push_back(agents_fitting(per_agent, machine.machine->size, view.inputs.prices));
  }
  std::sort(room.begin(), room.end(), std::greater<>());
  MachinesForAgents result;
  for (const int holds : room) {
    if (agents <= 0) break;
    agents -= holds;
    ++result.present;
  }
  if (agents <= 0) return result;
  const int each = agents_fitting(per_agent, new_size, view.inputs.prices);
  result.possible = each > 0;
  if (each > 0) result.more = (agents + each - 1) / each;
  return result;
}

std::string no_place_for_agents_of(const MachineView& victim, const PoolView& view,
                                   const std::vector<SizeName>& joined) {
  const auto per_agent = agent_requests(view);
  const auto leaving = agents_on(victim, view);
  // Where it is unknown which agent runs where, all of them together must fit on the others.
  const auto count = count_agents(view);
  const bool as_one = count.agents && (!count.of_machines || !leaving);
  if (auto why = as_one ? no_room_for_agents({&victim}, view, joined) : ""; !why.empty()) return why;
  if (per_agent.requests == Resources{} || !leaving) return "";
  PlaceTask task;
  AgentKind kind;
  kind.name = "agent";
  kind.spread = per_agent.spread;
  if (per_agent.most_on_machine)
    kind.most_on_machine = std::max(1, static_cast<int>(per_agent.most_on_machine->in_milli() / 1000));
  task.kinds = {kind};
  for (const auto& other : view.machines) {
    const auto* offer = view.inputs.prices.find(other.machine->size);
    const auto agents = agents_on(other, view);
    if (other.number == victim.number || !offer || !agents) continue;
    const int host = static_cast<int>(task.machines.size());
    // Running agents stay there, also where they exceed the requests.
    const auto running = whole_agents(*agents);
    const Resources used = per_agent.requests * running;
    task.machines.push_back({to_string(other.machine->slot), offer->name, other.machine->region,
                             most_of(room_on(*offer, per_agent), used), offer->price});
    task.agents.insert(task.agents.end(), static_cast<std::size_t>(running), {0, per_agent.requests, host});
  }
  for (const auto& size : joined) {
    const auto* offer = view.inputs.prices.find(size);
    if (!offer) continue;
    task.machines.push_back({"joined/" + std::to_string(task.machines.size()), offer->name,
                             victim.machine->region, room_on(*offer, per_agent), offer->price});
  }
  const auto movers = whole_agents(*leaving);
  task.agents.insert(task.agents.end(), static_cast<std::size_t>(movers),
                     {0, per_agent.requests, std::nullopt});
  const auto placement = place_agents(task);
  if (placement.unplaced.empty()) return "";
  return fmt::format("{} of its {} agents have no place on the other machines", placement.unplaced.size(),
                     movers);
}

std::string no_room_for_agents(const std::vector<const MachineView*>& victims, const PoolView& view,
                               const std::vector<SizeName>& joined) {
  const auto per_agent = agent_requests(view);
  if (!per_agent.known()) return "";
  const auto agents = count_agents(view);
  // Without a rule on agents and without their number, agents set no limit.
  if (!agents.agents) {
    return per_agent.most_on_machine && is_reported(view, Metric::agents) ? agents.message : "";
  }
  return no_room_left(victims, agents, per_agent, view, joined);
}

std::string no_room_while_resized(const std::vector<const MachineView*>& machines, const PoolView& view) {
  const auto& can = view.inputs.capabilities;
  const bool others_go_on = static_cast<int>(machines.size()) < view.count();
  if (!can.resize_needs_power_off || !can.moves_agents || !others_go_on) return "";
  const auto per_agent = agent_requests(view);
  const auto agents = count_agents(view);
  if (!per_agent.known() || !agents.agents) return "";
  const auto why = no_room_left(machines, agents, per_agent, view, {});
  return why.empty() ? "" : "while it is off, " + why;
}

std::string why_room_comes_first(const std::vector<const MachineView*>& machines, const PoolView& view) {
  return view.count() < view.pool.max ? no_room_while_resized(machines, view) : "";
}

}  // namespace muster
