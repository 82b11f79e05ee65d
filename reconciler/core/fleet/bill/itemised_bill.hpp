#pragma once

#include <string>
#include <vector>

#include "reconciler/core/fleet/catalogue/price_list.hpp"
#include "reconciler/core/fleet/state/actual_state.hpp"
#include "reconciler/core/fleet/state/desired_state.hpp"

namespace muster {

/// Resources of one kind and price on a bill: "2 x s-2vcpu-4gb".
struct BillLine {
  enum class Kind { machine, balancer, volume };
  Kind kind = Kind::machine;
  std::string what;  ///< The size, "load balancer", or "100 GiB".
  int count = 0;
  Price each;
  bool known = true;  ///< Whether the price is known; otherwise the line has no price.

  Price total() const { return each * count; }
  friend bool operator==(const BillLine&, const BillLine&) = default;
};
const char* to_string(BillLine::Kind kind);  ///< "machine", "load_balancer", "volume".

/// The cost of a fleet by kind of resource: machines, then load balancers, then volumes.
struct Bill {
  std::vector<BillLine> lines;
  Price total;  ///< Without the lines of unknown price; it is then a lower bound.

  bool is_known() const;  ///< Whether the price of every line is known.

  friend bool operator==(const Bill&, const Bill&) = default;
};

/// Returns the bill of the existing resources, including strays, because they are billed.
Bill bill_of(const ActualState& actual, const PriceList& prices);
/// Returns the bill of the desired state.
Bill bill_of(const DesiredState& desired, const PriceList& prices);

/// "2 x s-2vcpu-4gb + 1 load balancer + 100 GiB"
std::string materials_of(const Bill& bill);

}  // namespace muster
