#include "reconciler/core/plan/diff/diff.hpp"

#include <algorithm>

#include "reconciler/core/plan/change/address.hpp"
#include "reconciler/core/plan/diff/claims.hpp"
#include "reconciler/core/plan/diff/diff_machines.hpp"
#include "reconciler/core/plan/diff/diff_network.hpp"
#include "reconciler/core/plan/diff/diff_volumes.hpp"
#include "reconciler/core/plan/diff/difference.hpp"
#include "reconciler/core/plan/diff/leave_unreadable_alone.hpp"

namespace muster {

std::vector<Change> diff(const Fleet& fleet, const DesiredState& desired, const ActualState& actual,
                         const PriceList& prices, const Capabilities& capabilities) {
  Difference d{.fleet = fleet, .desired = desired, .actual = actual, .prices = prices, .can = capabilities};
  for (const auto& pool : fleet.pools) d.declared.insert(pool.name);
  diff_machines(d);
  diff_volumes(d);
  diff_balancers(d);
  diff_firewalls(d);
  diff_network(d);
  if (!actual.complete()) {
    std::erase_if(d.changes, [](const Change& change) { return change.action != Action::update; });
  }
  leave_untagged_alone(fleet, actual, d.changes);
  leave_unreadable_alone(fleet.name, actual, d.changes);
  sort_by_address(d.changes);
  return std::move(d.changes);
}

}  // namespace muster
