#pragma once

#include <optional>
#include <string>
#include <vector>

#include "providers/digitalocean/requests/api_request.hpp"
#include "reconciler/adapters/json/json_value.hpp"
#include "reconciler/core/apply/operation.hpp"

namespace muster::digitalocean {

/// The largest page size of the API.
inline constexpr int kPerPage = 200;  ///< Number of objects.

/// Requests one page of a listing, from 1. `target` may have a query already.
ApiRequest page_of(const std::string& target, int page);

/// Returns the API requests of an operation in their order; each is made after the one before succeeded. A
/// search by name requests the first page of the listing. UpdateBalancer and UpdateFirewall only request the
/// object, because the update depends on its present state (see `update_balancer`, `update_firewall`). Fails
/// with invalid if an id is not one of DigitalOcean's.
Result<std::vector<ApiRequest>> requests_of(const Operation& operation);

/// Sets the declared rules on a load balancer and leaves everything else unchanged: the API resets every
/// attribute that an update omits to its default. `present` is the body of the answer to the read. Fails with
/// invalid.
Result<ApiRequest> update_balancer(const call::UpdateBalancer& update, JsonView present);

/// Sets the declared rules on a firewall and leaves everything else unchanged, as for load balancers. Fails
/// with invalid.
Result<ApiRequest> update_firewall(const call::UpdateFirewall& update, JsonView present);

/// Creates a tag that may be missing.
ApiRequest create_tag(const std::string& tag);

/// Listings for an observation.
std::string droplets_of_fleet(const FleetName& fleet);
ApiRequest look_at_account();
/// A single droplet of the account, whose answer contains the number of droplets.
ApiRequest count_droplets();

}  // namespace muster::digitalocean
