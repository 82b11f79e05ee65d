#include "reconciler/core/policy/policy.hpp"

#include "reconciler/core/policy/pool_selector.hpp"

namespace muster {

const char* to_string(Comparison comparison) {
  return comparison == Comparison::above ? "above" : "below";
}
const char* symbol_of(Comparison comparison) {
  return comparison == Comparison::above ? ">" : "<";
}

const char* to_string(TierRole role) {
  return role == TierRole::floor ? "floor" : "estimate";
}

const char* to_string(Remedy remedy) {
  switch (remedy) {
    case Remedy::scale_up:
      return "scale_up";
    case Remedy::scale_down:
      return "scale_down";
    case Remedy::add_machine:
      return "add_machine";
    case Remedy::add_volume:
      return "add_volume";
    case Remedy::grow_volume:
      return "grow_volume";
  }
  return "unknown";
}

bool selects(const Policy& policy, const PoolName& pool) {
  return selects(policy.pools, pool);
}

}  // namespace muster
