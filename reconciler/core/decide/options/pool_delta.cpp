#include "reconciler/core/decide/options/pool_delta.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace muster {
namespace {

void set(PoolShape& shape, const ResourceRef& part, const SizeName& size, int gib, bool gone) {
  if (const auto* slot = std::get_if<Slot>(&part)) {
    if (gone) {
      shape.machines.erase(slot->number);
    } else {
      shape.machines[slot->number] = size;
    }
  } else if (const auto* volume = std::get_if<VolumeSlot>(&part)) {
    const std::pair key{volume->machine.number, volume->number};
    if (gone) {
      shape.volumes_gib.erase(key);
    } else {
      shape.volumes_gib[key] = gib;
    }
  } else {
    const int number = std::get<BalancerSlot>(part).number;
    shape.balancers = gone ? std::min(shape.balancers, number - 1) : std::max(shape.balancers, number);
  }
}

}  // namespace

int present_gib(const PoolView& view, const VolumeSlot& volume) {
  const auto found = view.shape.volumes_gib.find({volume.machine.number, volume.number});
  return found == view.shape.volumes_gib.end() ? 0 : found->second;
}

PoolShape shape_with(PoolShape shape, const PoolDelta& pool_delta) {
  for (const auto& [part, wanted] : pool_delta) {
    set(shape, part, wanted.size, wanted.gib, wanted.gone);
    const auto* volume = std::get_if<VolumeSlot>(&part);
    if (volume && wanted.discard) shape.discarded[{volume->machine.number, volume->number}] = *wanted.discard;
  }
  return shape;
}

PoolShape shape_with(PoolShape shape, const std::vector<ResourceTarget>& parts) {
  for (const auto& part : parts) set(shape, part.part, part.size, part.gib, part.gone);
  return shape;
}

int machines_after(const PoolView& view, const PoolDelta& pool_delta) {
  int count = view.count();
  for (const auto& [part, wanted] : pool_delta) {
    if (!std::holds_alternative<Slot>(part)) break;  // Machines sort first.
    if (wanted.gone) {
      --count;
    } else if (is_new_machine(view, part, wanted)) {
      ++count;
    }
  }
  return count;
}

int balancers_after(const PoolView& view, const PoolDelta& pool_delta) {
  PoolShape shape;
  shape.balancers = view.shape.balancers;
  for (const auto& [part, wanted] : pool_delta) {
    if (std::holds_alternative<BalancerSlot>(part)) set(shape, part, {}, 0, wanted.gone);
  }
  return shape.balancers;
}

bool is_new_machine(const PoolView& view, const ResourceRef& part, const MergedTarget& wanted) {
  const auto* slot = std::get_if<Slot>(&part);
  return slot && !wanted.gone && !view.find(slot->number);
}

bool is_new_volume(const PoolView& view, const ResourceRef& part, const MergedTarget& wanted) {
  const auto* volume = std::get_if<VolumeSlot>(&part);
  return volume && !wanted.gone && present_gib(view, *volume) == 0;
}

bool is_resize(const PoolView& view, const ResourceRef& part, const MergedTarget& wanted) {
  const auto* slot = std::get_if<Slot>(&part);
  return slot && !wanted.gone && view.find(slot->number);
}

bool is_growth(const PoolView& view, const ResourceRef& part, const MergedTarget& wanted) {
  if (wanted.gone) return false;
  const auto* slot = std::get_if<Slot>(&part);
  const auto* present = slot ? view.find(slot->number) : nullptr;
  return !present || !view.ladder.less(wanted.size, present->machine->size);
}

Money booked(const MachineView& machine, const PriceList& prices) {
  const auto now = prices.of_size(machine.machine->size).monthly;
  return machine.resized_to ? std::max(now, prices.of_size(*machine.resized_to).monthly) : now;
}

Money delta_of(const PoolView& view, const ResourceRef& part, const MergedTarget& wanted) {
  const auto& prices = view.inputs.prices;
  if (const auto* slot = std::get_if<Slot>(&part)) {
    const auto* present = view.find(slot->number);
    const auto before = present ? booked(*present, prices) : Money();
    return (wanted.gone ? Money() : prices.of_size(wanted.size).monthly) - before;
  }
  if (const auto* volume = std::get_if<VolumeSlot>(&part)) {
    const int gib = wanted.gone ? 0 : wanted.gib;
    return prices.of_volume(gib).monthly - prices.of_volume(present_gib(view, *volume)).monthly;
  }
  const auto one = prices.of_load_balancer().monthly;
  return wanted.gone ? -one : one;
}

std::string describe(const PoolView& view, const ResourceRef& part, const MergedTarget& wanted) {
  if (const auto* slot = std::get_if<Slot>(&part)) {
    if (wanted.gone) return "destroy " + to_string(*slot);
    const auto verb = view.find(slot->number) ? "resize {} to {}" : "create {} ({})";
    return fmt::format(fmt::runtime(verb), to_string(*slot), wanted.size.value);
  }
  if (const auto* volume = std::get_if<VolumeSlot>(&part)) {
    if (wanted.gone) return "destroy " + to_string(*volume);
    const auto verb = present_gib(view, *volume) > 0 ? "grow {} to {} GiB" : "create {} ({} GiB)";
    return fmt::format(fmt::runtime(verb), to_string(*volume), wanted.gib);
  }
  return (wanted.gone ? "destroy " : "create ") + to_string(std::get<BalancerSlot>(part));
}

}  // namespace muster
