#include "reconciler/core/policy/check/check_spare.hpp"

namespace muster {

Diagnostics check_kind(const Spare&, const CheckInputs&) {
  return {};
}

std::vector<LooksAt> looks_of(const Spare& spare, const Policy&) {
  return {look_at_agents("spare", spare.at)};
}

}  // namespace muster
