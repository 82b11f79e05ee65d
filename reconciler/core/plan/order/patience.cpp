#include "reconciler/core/plan/order/patience.hpp"

namespace muster {

void add_patience(const Fleet& fleet, const Capabilities& capabilities, Change& change) {
  const auto* resize = std::get_if<ResizeMachine>(&change.effect);
  const auto* replace = std::get_if<ReplaceMachine>(&change.effect);
  const auto* destroy = std::get_if<DestroyMachine>(&change.effect);
  const auto* create = std::get_if<CreateMachine>(&change.effect);
  const auto* slot = resize ? &resize->slot : replace ? &replace->slot : destroy ? &destroy->slot : nullptr;
  const bool stays_on = resize && !capabilities.resize_needs_power_off;
  if (slot && !stays_on && capabilities.moves_agents) change.drain = drain_deadline_of(fleet, slot->pool);
  if (!create && !replace) return;
  const auto* pool = fleet.find_pool(create ? create->slot.pool : replace->slot.pool);
  if (pool && pool->ready_within != Pool{}.ready_within) change.ready_within = pool->ready_within;
}

}  // namespace muster
