#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "reconciler/core/fleet/actual_state.hpp"
#include "reconciler/core/fleet/price_list.hpp"

namespace muster {

/// One object that carries the fleet's tags, bills, and fills no place.
struct Stray {
  ObjectKind kind = ObjectKind::machine;
  std::string id;
  std::string says;  ///< "stray machine lost-1 (id 4711, s-1vcpu-2gb) bills $12.00 a month and fills no slot"
  Price price;       ///< Zero for what costs nothing.
  Instant created_at;  ///< When it was seen where the cloud does not tell.
};

/// All strays of a state: machines first, in the state's order.
std::vector<Stray> strays_of(const ActualState& actual, const PriceList& prices);

/// What all of them bill.
Price price_of_strays(const ActualState& actual, const PriceList& prices);

/// So many objects that are not as they should be are told by name; the rest as a number.
inline constexpr std::size_t kObjectsTold = 20;

/// "40 more stray machines bill $480.00 a month and fill no slot": one line a kind for what is behind the
/// first `told`. Empty when there is nothing behind them.
std::vector<std::string> rest_of(const std::vector<Stray>& strays, std::size_t told);

/// "machine", "load balancer"; with `many` "machines".
const char* word_for(ObjectKind kind, bool many);

}  // namespace muster
