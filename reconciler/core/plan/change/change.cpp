#include "reconciler/core/plan/change/change.hpp"

#include <type_traits>

#include "reconciler/core/base/overloaded.hpp"

namespace muster {

const char* symbol_of(Action action) {
  switch (action) {
    case Action::create:
      return "+";
    case Action::update:
      return "~";
    case Action::replace:
      return "+/-";
    case Action::destroy:
      return "-";
    case Action::adopt:
      return "=";
    case Action::release:
      return ".";
  }
  return "~";
}

const char* to_string(Action action) {
  switch (action) {
    case Action::create:
      return "create";
    case Action::update:
      return "update";
    case Action::replace:
      return "replace";
    case Action::destroy:
      return "destroy";
    case Action::adopt:
      return "adopt";
    case Action::release:
      return "release";
  }
  return "update";
}

const char* type_of(const Effect& effect) {
  return std::visit(
      [](const auto& e) -> const char* {
        using E = std::decay_t<decltype(e)>;
        if constexpr (std::is_same_v<E, TagMachine>) {
          return "machine_tags";
        } else if constexpr (std::is_same_v<E, CreateMachine> || std::is_same_v<E, ResizeMachine> ||
                             std::is_same_v<E, ReplaceMachine> || std::is_same_v<E, DestroyMachine> ||
                             std::is_same_v<E, StartMachine> || std::is_same_v<E, AdoptMachine> ||
                             std::is_same_v<E, ReleaseMachine>) {
          return "machine";
        } else if constexpr (std::is_same_v<E, AttachVolume> || std::is_same_v<E, DetachVolume>) {
          return "volume_attachment";
        } else if constexpr (std::is_same_v<E, CreateVolume> || std::is_same_v<E, GrowVolume> ||
                             std::is_same_v<E, DestroyVolume> || std::is_same_v<E, AdoptVolume> ||
                             std::is_same_v<E, ReleaseVolume>) {
          return "volume";
        } else if constexpr (std::is_same_v<E, JoinBalancer> || std::is_same_v<E, LeaveBalancer>) {
          return "load_balancer_member";
        } else if constexpr (std::is_same_v<E, CreateBalancer> || std::is_same_v<E, UpdateBalancer> ||
                             std::is_same_v<E, DestroyBalancer>) {
          return "load_balancer";
        } else if constexpr (std::is_same_v<E, CreateNetwork>) {
          return "network";
        } else {
          return "firewall";
        }
      },
      effect);
}

std::string name_of(const Effect& effect) {
  return std::visit(
      Overloaded{
          [](const CreateNetwork& e) { return e.spec.name; },
          [](const CreateFirewall& e) { return e.pool.value; },
          [](const UpdateFirewall& e) { return e.pool.value; },
          [](const DestroyFirewall& e) { return e.pool.value; },
          // A volume may leave one machine and join another in the same plan: two addresses.
          [](const DetachVolume& e) { return to_string(e.slot) + ":" + e.from.value; },
          [](const JoinBalancer& e) { return to_string(e.balancer) + ":" + to_string(e.machine); },
          [](const LeaveBalancer& e) { return to_string(e.balancer) + ":" + to_string(e.machine); },
          [](const auto& e) { return to_string(e.slot); },
      },
      effect);
}

Action action_of(const Effect& effect) {
  return std::visit(
      [](const auto& e) {
        using E = std::decay_t<decltype(e)>;
        if constexpr (std::is_same_v<E, ReplaceMachine>) {
          return Action::replace;
        } else if constexpr (std::is_same_v<E, AdoptMachine> || std::is_same_v<E, AdoptVolume>) {
          return Action::adopt;
        } else if constexpr (std::is_same_v<E, ReleaseMachine> || std::is_same_v<E, ReleaseVolume>) {
          return Action::release;
        } else if constexpr (std::is_same_v<E, ResizeMachine> || std::is_same_v<E, StartMachine> ||
                             std::is_same_v<E, TagMachine> || std::is_same_v<E, GrowVolume> ||
                             std::is_same_v<E, UpdateBalancer> || std::is_same_v<E, UpdateFirewall>) {
          return Action::update;
        } else if constexpr (std::is_same_v<E, DestroyMachine> || std::is_same_v<E, DetachVolume> ||
                             std::is_same_v<E, DestroyVolume> || std::is_same_v<E, DestroyBalancer> ||
                             std::is_same_v<E, LeaveBalancer> || std::is_same_v<E, DestroyFirewall>) {
          return Action::destroy;
        } else {
          return Action::create;
        }
      },
      effect);
}

bool destroys(const Change& change) {
  const auto action = action_of(change.effect);
  if (action != Action::destroy && action != Action::replace) return false;
  return !std::holds_alternative<DetachVolume>(change.effect) &&
         !std::holds_alternative<LeaveBalancer>(change.effect);
}

bool destroys_data(const Change& change) {
  return std::holds_alternative<DestroyVolume>(change.effect);
}

}  // namespace muster
