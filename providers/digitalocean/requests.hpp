#pragma once

#include <optional>
#include <string>
#include <vector>

#include "providers/digitalocean/api_request.hpp"
#include "reconciler/adapters/json/json_value.hpp"
#include "reconciler/core/apply/operation.hpp"

namespace muster::digitalocean {

/// The largest page that the API gives.
inline constexpr int kPerPage = 200;

/// One page of a listing, from 1. `target` may have a query already.
ApiRequest page_of(const std::string& target, int page);

/// What an operation asks of the API: requests to be made in this order, each after the one before succeeded.
/// Looks for something by name ask for the first page of the listing it would be in. UpdateBalancer and
/// UpdateFirewall ask for the object only: what is to be written follows from what is there (see
/// `update_balancer`, `update_firewall`).
/// Fails with invalid when an id is not one of DigitalOcean's.
Result<std::vector<ApiRequest>> requests_of(const Operation& operation);

/// Puts the wanted rules on a balancer and leaves everything else of it as it is: the API takes every
/// attribute that an update does not name back to its default. `present` is the body of the answer to the
/// look.
Result<ApiRequest> update_balancer(const call::UpdateBalancer& update, JsonView present);

/// Puts the wanted openings on a firewall and leaves everything else of it as it is, as for balancers.
Result<ApiRequest> update_firewall(const call::UpdateFirewall& update, JsonView present);

/// Makes a tag that may be missing.
ApiRequest create_tag(const std::string& tag);

/// Listings that an observation is made of.
std::string droplets_of_fleet(const FleetName& fleet);
ApiRequest look_at_account();
/// A single droplet of the account, whose answer tells how many there are.
ApiRequest count_droplets();

}  // namespace muster::digitalocean
