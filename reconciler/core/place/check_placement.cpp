#include "reconciler/core/place/check_placement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace muster {
namespace {

class PlacementCheck {
 public:
  PlacementCheck(const PlaceTask& task, const AgentPlacement& placement)
      : task_(task), placement_(placement), on_machine_(placement.machines.size()) {}

  std::vector<std::string> run() {
    if (placement_.host.size() != task_.agents.size()) {
      return {fmt::format("{} agents, but {} hosts", task_.agents.size(), placement_.host.size())};
    }
    check_machines();
    check_each_agent();
    if (!problems_.empty()) return problems_;
    for (std::size_t i = 0; i < on_machine_.size(); ++i) check_machine(i);
    check_regions();
    check_sums();
    return problems_;
  }

 private:
  const AgentKind& kind_of(std::size_t agent) const {
    return task_.kinds[static_cast<std::size_t>(task_.agents[agent].kind)];
  }
  void report(std::string problem) { problems_.push_back(std::move(problem)); }

  /// Machines of the task are untouched, new ones are as offered.
  void check_machines() {
    for (std::size_t i = 0; i < placement_.machines.size(); ++i) {
      const auto& machine = placement_.machines[i];
      if (i < task_.machines.size()) {
        if (machine != task_.machines[i]) report(machine.name + " is not the machine that was there");
        continue;
      }
      const bool offered = std::any_of(task_.offers.begin(), task_.offers.end(), [&](const Offer& offer) {
        return offer.size == machine.size && offer.region == machine.region &&
               offer.capacity == machine.capacity && offer.price == machine.price;
      });
      if (!offered)
        report(fmt::format("{} is a {} in {}, which no offer has", machine.name, machine.size.value,
                           machine.region.value));
    }
  }

  void check_each_agent() {
    std::set<int> unplaced;
    for (const auto& one : placement_.unplaced) {
      if (!unplaced.insert(one.agent).second) report(fmt::format("agent {} is unplaced twice", one.agent));
      if (one.why.empty()) report(fmt::format("agent {} is unplaced without a reason", one.agent));
    }
    for (std::size_t agent = 0; agent < task_.agents.size(); ++agent) {
      const int host = placement_.host[agent];
      const bool given_up = unplaced.count(static_cast<int>(agent)) > 0;
      if (host < 0 && !given_up) report(fmt::format("agent {} is neither placed nor unplaced", agent));
      if (host >= 0 && given_up) report(fmt::format("agent {} is placed and unplaced", agent));
      if (host >= static_cast<int>(on_machine_.size())) report(fmt::format("agent {} is nowhere", agent));
      if (host >= 0 && host < static_cast<int>(on_machine_.size())) {
        on_machine_[static_cast<std::size_t>(host)].push_back(agent);
      }
    }
  }

  void check_machine(std::size_t number) {
    const auto& machine = placement_.machines[number];
    Resources used;
    std::map<std::string, int> kinds;
    for (const auto agent : on_machine_[number]) {
      used += task_.agents[agent].requests;
      ++kinds[kind_of(agent).name];
    }
    if (!used.fits_in(machine.capacity)) report(machine.name + " is overfull");
    for (const auto agent : on_machine_[number]) check_company(machine, kind_of(agent), kinds);
    if (number >= task_.machines.size() && on_machine_[number].empty()) {
      report(machine.name + " was bought for no agent");
    }
  }

  void check_company(const AgentHost& machine, const AgentKind& kind,
                     const std::map<std::string, int>& kinds) {
    const auto here = [&](const std::string& name) { return kinds.count(name) > 0 ? kinds.at(name) : 0; };
    if (!kind.regions.empty() &&
        std::find(kind.regions.begin(), kind.regions.end(), machine.region) == kind.regions.end()) {
      report(fmt::format("{}: {} may not live in {}", machine.name, kind.name, machine.region.value));
    }
    if (!kind.least_machine.fits_in(machine.capacity)) {
      report(fmt::format("{} is too small for {}", machine.name, kind.name));
    }
    if (kind.most_on_machine > 0 && here(kind.name) > kind.most_on_machine) {
      report(fmt::format("{}: {} of {}", machine.name, here(kind.name), kind.name));
    }
    for (const auto& other : kind.apart) {
      if (here(other) > (other == kind.name ? 1 : 0)) {
        report(fmt::format("{}: {} together with {}", machine.name, kind.name, other));
      }
    }
    if (!kind.beside.empty() && here(kind.beside) == 0) {
      report(fmt::format("{}: {} without {}", machine.name, kind.name, kind.beside));
    }
  }

  /// The regions in which the kind may be.
  std::map<Region, int> domains_of(const AgentKind& kind) const {
    std::map<Region, int> domains;
    const auto add = [&](const Region& region) {
      if (kind.regions.empty() ||
          std::find(kind.regions.begin(), kind.regions.end(), region) != kind.regions.end()) {
        domains.emplace(region, 0);
      }
    };
    for (const auto& offer : task_.offers) add(offer.region);
    for (const auto& machine : task_.machines) add(machine.region);
    return domains;
  }

  void check_regions() {
    std::map<std::string, std::set<Region>> shared;
    std::map<std::string, std::map<Region, int>> spread;
    for (const auto& kind : task_.kinds) {
      if (kind.most_region_skew > 0) spread[kind.name] = domains_of(kind);
    }
    for (std::size_t agent = 0; agent < task_.agents.size(); ++agent) {
      if (placement_.host[agent] < 0) continue;
      const auto& kind = kind_of(agent);
      const auto& region = placement_.machines[static_cast<std::size_t>(placement_.host[agent])].region;
      if (!kind.same_region.empty()) shared[kind.same_region].insert(region);
      if (kind.most_region_skew > 0) ++spread[kind.name][region];
    }
    for (const auto& [word, regions] : shared) {
      if (regions.size() > 1) report(word + " is to share one region and has several");
    }
    for (const auto& kind : task_.kinds) {
      const auto& counts = spread[kind.name];
      if (counts.empty()) continue;
      const auto by_count = [](const auto& a, const auto& b) { return a.second < b.second; };
      const auto [least, most] = std::minmax_element(counts.begin(), counts.end(), by_count);
      if (most->second - least->second <= kind.most_region_skew) continue;
      report(fmt::format("{}: {} in {}, {} in {}", kind.name, most->second, most->first.value, least->second,
                         least->first.value));
    }
  }

  void check_sums() {
    Price bought;
    for (std::size_t i = task_.machines.size(); i < placement_.machines.size(); ++i) {
      bought = bought + placement_.machines[i].price;
    }
    if (bought != placement_.bought) report("the price is not that of the new machines");
    const auto machines = static_cast<int>(placement_.machines.size() - task_.machines.size());
    if (task_.most_new && machines > *task_.most_new) report("more new machines than allowed");
    if (task_.may_add && bought.monthly > *task_.may_add) report("dearer than allowed");
    int moves = 0;
    for (std::size_t agent = 0; agent < task_.agents.size(); ++agent) {
      const auto& on = task_.agents[agent].on;
      moves += on && placement_.host[agent] >= 0 && placement_.host[agent] != *on ? 1 : 0;
    }
    if (moves != placement_.moves) report("the moves are miscounted");
  }

  const PlaceTask& task_;
  const AgentPlacement& placement_;
  std::vector<std::vector<std::size_t>> on_machine_;
  std::vector<std::string> problems_;
};

}  // namespace

std::vector<std::string> check_placement(const PlaceTask& task, const AgentPlacement& placement) {
  return PlacementCheck(task, placement).run();
}

}  // namespace muster
