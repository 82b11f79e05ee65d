#include "reconciler/core/decide/capacity/resizable.hpp"

namespace muster {

std::string why_not_resized(const MachineView& machine, const SizeName& size, const PoolView& view) {
  const auto& region = machine.machine->region;
  if (!view.ladder.sold_in(size, region)) return "not sold in " + region.value;
  const auto* offer = view.inputs.prices.find(size);
  const bool replaced = offer && !offer->fits_disk(machine.machine->disk_gib);
  return replaced ? view.ladder.why_not_made_in(size, region) : "";
}

}  // namespace muster
