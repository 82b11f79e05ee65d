#include "reconciler/engine/apply/draining.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "reconciler/core/base/text/plural.hpp"

namespace muster {
namespace {

/// The machine that a change turns off, with its slot; nullopt if it turns none off.
std::optional<std::pair<Slot, MachineId>> goes_off(const Effect& effect) {
  if (const auto* resize = std::get_if<ResizeMachine>(&effect)) return std::pair(resize->slot, resize->id);
  if (const auto* destroy = std::get_if<DestroyMachine>(&effect))
    return std::pair(destroy->slot, destroy->id);
  return std::nullopt;
}

std::string agents(int count) {
  return plural(count, "agent");
}

}  // namespace

Draining draining_of(const Change& change, bool begun, const ResourceIds& resource_ids,
                     const ActualState& actual, const std::vector<const Change*>& at_work) {
  if (change.drain == Duration{0}) return Draining::no;
  const auto going = goes_off(change.effect);
  if (!going) return Draining::yes;
  const auto& [slot, id] = *going;
  const auto serves = [&](const Slot& other, const MachineId& machine) {
    const bool in_work = std::any_of(at_work.begin(), at_work.end(), [&](const Change* one) {
      const auto off = goes_off(one->effect);
      return off && off->first == other;
    });
    if (in_work) return false;
    const auto seen = actual.machines.find(other);
    const bool made_here = seen == actual.machines.end() || seen->second.id != machine;
    return made_here || seen->second.status == MachineStatus::running;
  };
  const bool company =
      std::any_of(resource_ids.machines.begin(), resource_ids.machines.end(), [&](const auto& bound) {
        return bound.first.pool == going->first.pool && bound.first != going->first &&
               serves(bound.first, bound.second);
      });
  const auto seen = actual.machines.find(slot);
  const bool is_off = seen != actual.machines.end() && seen->second.status == MachineStatus::off;
  // The agents of a machine that is off already return faster without a drain.
  const bool resumes_resize = is_off && std::holds_alternative<ResizeMachine>(change.effect);
  if (company && !resumes_resize) return Draining::yes;
  return begun ? Draining::undo : Draining::no;
}

std::string words_for(const Drained& drained) {
  const auto took = format_duration(drained.took);
  if (drained.cut_off > 0)
    return fmt::format("{} cut off: still there after {}, {} moved away", agents(drained.cut_off), took,
                       agents(drained.moved));
  if (drained.moved == 0) return "no agents to move away";
  return fmt::format("{} moved away in {}", agents(drained.moved), took);
}

}  // namespace muster
