#include "tests/support/place_tasks.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace muster::place_tasks {
namespace {

Offer offer(int vcpus, const std::string& region) {
  const auto monthly = Money::dollars(vcpus * (region == "nyc3" ? 10 : 11));
  return {SizeName(fmt::format("s{}", vcpus)),
          Region(region),
          {vcpus * 1000, vcpus * 2048},
          {hourly_of_month(monthly), monthly}};
}

}  // namespace

AgentKind kind(const std::string& name) {
  AgentKind made;
  made.name = name;
  return made;
}
AgentKind in(const std::vector<std::string>& regions, AgentKind kind) {
  for (const auto& region : regions) kind.regions.emplace_back(region);
  return kind;
}
AgentKind on_at_least(const Resources& machine, AgentKind kind) {
  kind.least_machine = machine;
  return kind;
}
AgentKind at_most(int on_machine, AgentKind kind) {
  kind.most_on_machine = on_machine;
  return kind;
}
AgentKind spread(AgentKind kind) {
  kind.spread = true;
  return kind;
}
AgentKind apart_from(const std::string& other, AgentKind kind) {
  kind.apart.push_back(other);
  return kind;
}
AgentKind beside(const std::string& other, AgentKind kind) {
  kind.beside = other;
  return kind;
}
AgentKind even(int skew, AgentKind kind) {
  kind.most_region_skew = skew;
  return kind;
}
AgentKind in_one_region(const std::string& word, AgentKind kind) {
  kind.same_region = word;
  return kind;
}

AgentToPlace agent(int kind, int cpu_milli, int memory_mib) {
  return {kind, {cpu_milli, memory_mib}, std::nullopt};
}
AgentToPlace on(int machine, AgentToPlace agent) {
  agent.on = machine;
  return agent;
}

AgentHost host(const std::string& name, const std::string& size, const std::string& region) {
  const auto what = offer(std::stoi(size.substr(1)), region);
  return {name, what.size, what.region, what.capacity, what.price};
}

std::vector<Offer> all_offers() {
  std::vector<Offer> offers;
  for (const char* region : {"nyc3", "fra1"}) {
    for (const int vcpus : {1, 2, 4, 8}) offers.push_back(offer(vcpus, region));
  }
  return offers;
}

PlaceTask task(std::vector<AgentKind> kinds, std::vector<AgentToPlace> agents,
               std::vector<AgentHost> machines) {
  PlaceTask made;
  made.kinds = std::move(kinds);
  made.agents = std::move(agents);
  made.machines = std::move(machines);
  made.offers = all_offers();
  return made;
}

std::vector<std::string> hosts_of(const PlaceTask& task, const AgentPlacement& placement) {
  std::vector<std::string> hosts;
  for (const int host : placement.host) {
    if (host < 0) {
      hosts.emplace_back("-");
      continue;
    }
    const auto& machine = placement.machines[static_cast<std::size_t>(host)];
    const bool is_new = host >= static_cast<int>(task.machines.size());
    hosts.push_back(is_new ? machine.size.value + " " + machine.region.value : machine.name);
  }
  return hosts;
}

}  // namespace muster::place_tasks
