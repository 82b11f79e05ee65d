#include "reconciler/core/place/kind_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace muster {
namespace {

using Numbers = std::map<std::string, int>;

void follow_beside(std::vector<KindRules>& rules, const PlaceTask& task) {
  for (std::size_t kind = 0; kind < rules.size(); ++kind) {
    auto& own = rules[kind];
    if (own.beside < 0) continue;
    std::size_t steps = 0;
    int at = own.beside;
    while (at >= 0 && ++steps <= rules.size()) at = rules[static_cast<std::size_t>(at)].beside;
    if (at >= 0)
      own.problem = fmt::format("kind {} is beside itself through other kinds", task.kinds[kind].name);
    if (own.most_region_skew > 0 || !own.same_region.empty()) {
      own.problem = fmt::format("kind {} runs beside {}, which chooses the regions for both",
                                task.kinds[kind].name, task.kinds[kind].beside);
    }
  }
}

}  // namespace

RegionNumbers::RegionNumbers(const PlaceTask& task) {
  const auto add = [&](const Region& region) {
    if (of(region) < 0) regions_.push_back(region);
  };
  for (const auto& offer : task.offers) add(offer.region);
  for (const auto& machine : task.machines) add(machine.region);
}

int RegionNumbers::of(const Region& region) const {
  const auto found = std::find(regions_.begin(), regions_.end(), region);
  return found == regions_.end() ? -1 : static_cast<int>(found - regions_.begin());
}

std::vector<int> KindRules::regions() const {
  std::vector<int> numbers;
  for (std::size_t i = 0; i < region.size(); ++i) {
    if (region[i]) numbers.push_back(static_cast<int>(i));
  }
  return numbers;
}

std::vector<KindRules> rules_of(const PlaceTask& task, const RegionNumbers& regions) {
  Numbers numbers;
  for (const auto& kind : task.kinds) numbers.emplace(kind.name, static_cast<int>(numbers.size()));

  std::vector<KindRules> rules(task.kinds.size());
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const auto& kind = task.kinds[i];
    auto& own = rules[i];
    own.region.assign(static_cast<std::size_t>(regions.size()), kind.regions.empty());
    for (const auto& region : kind.regions) {
      if (const int number = regions.of(region); number >= 0)
        own.region[static_cast<std::size_t>(number)] = true;
    }
    if (own.regions().empty()) own.problem = "no size is sold in a region where it may run";
    own.apart.resize(rules.size());
    own.least_machine = kind.least_machine;
    own.most_on_machine = kind.most_on_machine;
    own.most_region_skew = kind.most_region_skew;
    own.spread = kind.spread;
    own.same_region = kind.same_region;
    if (own.most_region_skew > 0 && !own.same_region.empty()) {
      own.problem = "it cannot run in one region and be spread over all of them";
    }
    if (kind.beside.empty()) continue;
    const auto found = numbers.find(kind.beside);
    if (found == numbers.end()) {
      own.problem = fmt::format("there is no kind {} to run beside", kind.beside);
    } else {
      own.beside = found->second;
    }
  }
  for (std::size_t i = 0; i < rules.size(); ++i) {
    for (const auto& name : task.kinds[i].apart) {
      const auto found = numbers.find(name);
      if (found == numbers.end()) continue;  // Apart from a missing kind: always fulfilled.
      const auto other = static_cast<std::size_t>(found->second);
      if (other == i) {
        rules[i].most_on_machine = 1;  // Apart from its own kind.
      } else {
        rules[i].apart[other] = rules[other].apart[i] = true;
      }
    }
  }
  follow_beside(rules, task);
  return rules;
}

}  // namespace muster
