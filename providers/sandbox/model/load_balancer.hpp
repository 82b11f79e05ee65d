#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "reconciler/core/base/time.hpp"

namespace muster::sandbox {

struct ForwardingRule {
  std::string entry_protocol;
  std::int64_t entry_port = 0;
  std::string target_protocol;
  std::int64_t target_port = 0;
  std::string certificate;
  bool tls_passthrough = false;

  friend bool operator==(const ForwardingRule&, const ForwardingRule&) = default;
};

struct HealthCheck {
  std::string protocol = "http";
  std::int64_t port = 80;
  std::string path = "/";
  std::int64_t interval_seconds = 10;
  std::int64_t timeout_seconds = 5;
  std::int64_t unhealthy_after = 5;  ///< Number of failed checks in a row.
  std::int64_t healthy_after = 3;    ///< Number of passed checks in a row.
};

/// The attributes that a client may set and that a PUT replaces as a whole: omitted ones get these defaults.
struct LoadBalancerRequest {
  std::string name;
  std::string region;
  std::string vpc;
  std::int64_t nodes = 1;
  std::string algorithm = "round_robin";
  std::vector<ForwardingRule> rules;
  HealthCheck health;
  std::string sticky = "none";
  std::string cookie;
  std::int64_t cookie_seconds = 0;
  bool redirect_http = false;
  bool proxy_protocol = false;
  bool backend_keepalive = false;
  std::int64_t idle_seconds = 60;
  std::string network = "EXTERNAL";
  std::string kind = "REGIONAL";
  std::vector<std::string> deny;
  std::vector<std::string> allow;
  std::string tag;
  std::vector<std::int64_t> droplets;  ///< Named droplets; empty if a tag selects them.
};

struct LoadBalancer {
  std::string id;
  LoadBalancerRequest set;
  std::string address;  ///< Empty until it is ready for the first time.
  bool busy = true;     ///< Being created or changed: it accepts no other change.
  Instant created_at{};
};

}  // namespace muster::sandbox
