#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "reconciler/core/fleet/catalogue/price_list.hpp"
#include "reconciler/core/fleet/state/actual_state.hpp"
#include "reconciler/core/fleet/state/kind_word.hpp"

namespace muster {

/// One object that has the fleet's tags and fills no slot.
struct Stray {
  ObjectKind kind = ObjectKind::machine;
  std::string id;
  /// "stray machine lost-1 (id 4711, s-1vcpu-2gb) bills $12.00 a month and fills no slot"
  std::string message;
  Price price;         ///< Zero if it is free.
  Instant created_at;  ///< Time of the observation if the cloud does not report it.
};

/// Returns all strays of a state: machines first, in the state's order.
std::vector<Stray> strays_of(const ActualState& actual, const PriceList& prices);

/// Returns the cost of all strays.
Price price_of_strays(const ActualState& actual, const PriceList& prices);

/// Number of irregular objects that are listed by name; the rest is counted.
inline constexpr std::size_t kListedObjects = 20;

/// "40 more stray machines bill $480.00 a month and fill no slot": one line for each kind, for the strays
/// after the first `reported`. Empty if there are no others.
std::vector<std::string> rest_of(const std::vector<Stray>& strays, std::size_t reported);

}  // namespace muster
