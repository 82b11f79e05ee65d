#pragma once

#include <span>
#include <string>
#include <vector>

#include "providers/sandbox/cloud/cloud.hpp"
#include "providers/sandbox/wire/json_value.hpp"
#include "providers/sandbox/wire/message.hpp"

namespace muster::sandbox {

/// One request on its way through the cloud.
struct Call {
  Cloud& cloud;
  const Request& request;
  Instant now;
  std::vector<std::string> parts;  ///< What stood for the "*" of the route's pattern, in order.
  JsonValue body;                  ///< Null when there was none.

  /// A part as a number; -1 when it is none.
  std::int64_t number(std::size_t part) const;
};

/// Which request a function answers: "GET", "/v2/droplets/*".
struct Route {
  const char* method;
  const char* pattern;
  Response (*answer)(const Call&);
};

using Routes = std::span<const Route>;

Routes account_routes();
Routes catalogue_routes();
Routes droplet_routes();
Routes droplet_action_routes();
Routes action_routes();
Routes volume_routes();
Routes volume_action_routes();
Routes load_balancer_routes();
Routes firewall_routes();
Routes vpc_routes();
Routes tag_routes();
Routes snapshot_routes();
Routes monitoring_routes();
/// Outside /v2: what no real cloud offers, for tests and demonstrations.
Routes control_routes();
/// Likewise: what runs on the machines.
Routes machine_routes();
/// Likewise: what the cloud remembers of what was asked of it.
Routes record_routes();

/// Whether the path fits the pattern; fills `parts`. A trailing slash does not matter.
bool fits(std::string_view pattern, std::string_view path, std::vector<std::string>& parts);

}  // namespace muster::sandbox
