#pragma once

#include <span>
#include <string>
#include <vector>

#include "providers/sandbox/model/cloud.hpp"
#include "providers/sandbox/wire/json_value.hpp"
#include "providers/sandbox/wire/message.hpp"

namespace muster::sandbox {

/// One request during its processing.
struct Call {
  Cloud& cloud;
  const Request& request;
  Instant now;
  std::vector<std::string> parts;  ///< The values of the "*" in the route's pattern, in order.
  JsonValue body;                  ///< Null if there was none.

  /// A part as a number; -1 if it is none.
  std::int64_t number(std::size_t part) const;
};

/// The requests that a function answers: "GET", "/v2/droplets/*".
struct Route {
  const char* method;
  const char* pattern;
  Response (*handler)(const Call&);
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
/// Outside of /v2: functions that no real cloud has, for tests and demonstrations.
Routes control_routes();
/// Likewise: the agents on the machines.
Routes machine_routes();
/// Likewise: the record of requests.
Routes record_routes();

/// Whether the path matches the pattern; fills `parts`. A trailing slash does not matter.
bool fits(std::string_view pattern, std::string_view path, std::vector<std::string>& parts);

}  // namespace muster::sandbox
