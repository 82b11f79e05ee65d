#pragma once

#include <string>
#include <vector>

#include "reconciler/core/fleet/actual_state.hpp"
#include "reconciler/core/fleet/desired_state.hpp"
#include "reconciler/core/fleet/price_list.hpp"

namespace muster {

/// Things of one kind and price on a bill: "2 x s-2vcpu-4gb".
struct BillLine {
  enum class Kind { machine, balancer, volume };
  Kind kind = Kind::machine;
  std::string what;  ///< The size, "load balancer", or "100 GiB".
  int count = 0;
  Price each;
  bool known = true;  ///< Whether anybody tells the price; otherwise it is on the bill without one.

  Price total() const { return each * count; }
  friend bool operator==(const BillLine&, const BillLine&) = default;
};
const char* to_string(BillLine::Kind kind);  ///< "machine", "load_balancer", "volume".

/// What a fleet costs, by kind of thing: machines, then load balancers, then volumes.
struct Bill {
  std::vector<BillLine> lines;
  Price total;  ///< Without the lines whose price is not known: then it is the least that it costs.

  bool is_known() const;  ///< Whether the price of every line is.

  friend bool operator==(const Bill&, const Bill&) = default;
};

/// The bill of what is there; strays are on it, because they bill.
Bill bill_of(const ActualState& actual, const PriceList& prices);
/// The bill of what should be.
Bill bill_of(const DesiredState& desired, const PriceList& prices);

/// "2 x s-2vcpu-4gb + 1 load balancer + 100 GiB"
std::string materials_of(const Bill& bill);

}  // namespace muster
