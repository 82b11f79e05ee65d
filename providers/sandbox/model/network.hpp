#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "reconciler/core/base/time.hpp"

namespace muster::sandbox {

/// The peers of a firewall rule.
struct Peers {
  std::vector<std::string> addresses;
  std::vector<std::int64_t> droplets;
  std::vector<std::string> load_balancers;
  std::vector<std::string> tags;

  friend bool operator==(const Peers&, const Peers&) = default;
};

struct FirewallRule {
  bool inbound = true;
  std::string protocol;
  std::string ports;  ///< "22", "8000-9000", "0" for all.
  Peers peers;

  friend bool operator==(const FirewallRule&, const FirewallRule&) = default;
};

struct Firewall {
  std::string id;
  std::string name;
  bool applied = false;
  Instant created_at{};
  std::vector<FirewallRule> rules;
  std::vector<std::int64_t> droplets;
  std::vector<std::string> tags;
};

struct Vpc {
  std::string id;
  std::string name;
  std::string description;
  std::string region;
  std::string range;  ///< "10.10.0.0/16".
  bool is_default = false;
  Instant created_at{};
};

struct SshKey {
  std::int64_t id = 0;
  std::string name;
  std::string fingerprint;  ///< Sixteen hexadecimal pairs, joined by colons.
  std::string public_key;
};

}  // namespace muster::sandbox
