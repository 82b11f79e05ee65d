#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "reconciler/core/base/time.hpp"

namespace muster::sandbox {

enum class Power { booting, on, off };  ///< "new", "active" and "off" in the API.

/// The state of a machine from one moment until the next stretch begins. Metrics are computed from these.
struct LoadStretch {
  Instant from{};
  bool running = false;
  bool boots = false;  ///< The counters of the machine restart at zero here.
  double busy_cores = 0;
  double wanted_cores = 0;  ///< More than `busy_cores` if the agents need more than the machine has.
  double memory_mib = 0;
  double data_gib = 0;  ///< On all file systems together.
  std::int64_t vcpus = 0;
  std::int64_t memory_total_mib = 0;
  std::int64_t disk_gib = 0;
  std::vector<std::string> volume_ids;
  std::vector<std::int64_t> volume_gib;

  friend bool operator==(const LoadStretch&, const LoadStretch&) = default;
};

struct Droplet {
  std::int64_t id = 0;
  std::string name;
  std::string size;
  std::string region;
  std::int64_t image = 0;     ///< Id.
  std::int64_t disk_gib = 0;  ///< Its own disk: unchanged by a resize of only CPU and memory.
  Power power = Power::booting;
  std::int64_t pending_action = 0;  ///< Id; 0: none. An action locks the droplet.
  Instant created_at{};
  std::vector<std::string> tags;
  std::vector<std::string> volumes;
  std::vector<std::int64_t> snapshots;
  std::vector<std::int64_t> actions;  ///< Oldest first.
  std::string vpc;
  std::string public_address;   ///< Shown after it was on for the first time.
  std::string private_address;  ///< Likewise.
  bool addressed = false;
  bool monitoring = false;
  bool ipv6 = false;
  bool backups = false;
  bool hidden = false;            ///< Missing from lists for a while.
  bool draining = false;          ///< Its agents leave, and it accepts none.
  bool moving = false;            ///< One of them is moving.
  std::vector<LoadStretch> past;  ///< Oldest first.
};

}  // namespace muster::sandbox
