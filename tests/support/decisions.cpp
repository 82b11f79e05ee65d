#include <fmt/format.h>
#include <fmt/ranges.h>

#include "tests/support/builders.hpp"

namespace muster::test {
namespace {

using Kind = RecentChange::Kind;

/// Calls `tell(part, before, after)` for every difference; 0 and "" stand for what is not there.
template <class Tell>
void each_difference(const Decision& d, Tell tell) {
  for (const auto& [number, size] : d.to.machines) {
    const auto before = d.from.machines.find(number);
    const auto was = before == d.from.machines.end() ? std::string() : before->second.value;
    if (was != size.value) tell(ResourceRef(Slot{d.pool, number}), was, size.value);
  }
  for (const auto& [number, size] : d.from.machines) {
    if (d.to.machines.count(number) == 0) tell(ResourceRef(Slot{d.pool, number}), size.value, std::string());
  }
  const auto text = [](int gib) { return gib == 0 ? std::string() : std::to_string(gib); };
  for (const auto& [key, gib] : d.to.volumes_gib) {
    const auto before = d.from.volumes_gib.find(key);
    const int was = before == d.from.volumes_gib.end() ? 0 : before->second;
    if (was != gib) tell(ResourceRef(VolumeSlot{{d.pool, key.first}, key.second}), text(was), text(gib));
  }
  for (const auto& [key, gib] : d.from.volumes_gib) {
    if (d.to.volumes_gib.count(key) == 0) {
      tell(ResourceRef(VolumeSlot{{d.pool, key.first}, key.second}), text(gib), std::string());
    }
  }
  for (int n = d.from.balancers + 1; n <= d.to.balancers; ++n) {
    tell(ResourceRef(BalancerSlot{d.pool, n}), std::string(), std::string(" "));
  }
  for (int n = d.to.balancers + 1; n <= d.from.balancers; ++n) {
    tell(ResourceRef(BalancerSlot{d.pool, n}), std::string(" "), std::string());
  }
}

std::string name_of_part(const ResourceRef& part) {
  return std::visit([](const auto& slot) { return to_string(slot); }, part);
}

Kind kind_of_part(const ResourceRef& part, const std::string& before, const std::string& after) {
  if (std::holds_alternative<Slot>(part)) {
    return before.empty()  ? Kind::create_machine
           : after.empty() ? Kind::destroy_machine
                           : Kind::resize_machine;
  }
  if (std::holds_alternative<VolumeSlot>(part)) return before.empty() ? Kind::add_volume : Kind::grow_volume;
  return Kind::other;
}

}  // namespace

std::string in_short(const Decision& decision) {
  std::vector<std::string> words;
  each_difference(decision,
                  [&](const ResourceRef& part, const std::string& before, const std::string& after) {
                    const auto name = name_of_part(part);
                    if (after.empty()) {
                      words.push_back("- " + name);
                    } else if (before.empty()) {
                      words.push_back(after == " " ? "+ " + name : fmt::format("+ {} {}", name, after));
                    } else {
                      words.push_back(fmt::format("{} -> {}", name, after));
                    }
                  });
  return words.empty() ? "nothing" : fmt::format("{}", fmt::join(words, ", "));
}

void execute_plan(Scene& scene, const Decision& d) {
  auto& actual = scene.world.actual;
  each_difference(d, [&](const ResourceRef& part, const std::string& before, const std::string& after) {
    const auto* machine = std::get_if<Slot>(&part);
    const auto* volume = std::get_if<VolumeSlot>(&part);
    scene.world.recent.push_back({d.pool,
                                  machine  ? std::optional(*machine)
                                  : volume ? std::optional(volume->machine)
                                           : std::nullopt,
                                  kind_of_part(part, before, after), d.direction, scene.now, scene.now,
                                  Money()});
    if (machine && after.empty()) {
      actual.machines.erase(*machine);
    } else if (machine) {
      const bool is_new = before.empty();
      if (is_new) actual.machines[*machine] = a_machine(*machine);
      actual.machines[*machine].size = SizeName(after);
    } else if (volume && after.empty()) {
      actual.volumes.erase(*volume);
    } else if (volume) {
      scene.volume(to_string(*volume), std::stoi(after));
    } else if (after.empty()) {
      actual.balancers.erase(std::get<BalancerSlot>(part));
    } else {
      scene.balancer(to_string(std::get<BalancerSlot>(part)));
    }
  });
}

}  // namespace muster::test
