#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "reconciler/core/base/time.hpp"

namespace muster::sandbox {

struct Volume {
  std::string id;
  std::string name;
  std::string region;
  std::string description;
  std::int64_t gib = 0;
  std::string filesystem;
  std::string label;
  Instant created_at{};
  std::vector<std::string> tags;
  std::int64_t droplet = 0;         ///< Id; 0: not attached.
  std::int64_t pending_action = 0;  ///< Id; 0: none.
};

/// The content of a volume at the time of the snapshot.
struct VolumeSnapshot {
  std::string id;
  std::string name;
  std::string volume;  ///< Id of the volume, which may no longer exist.
  std::string region;
  std::int64_t gib = 0;
  Instant created_at{};
  std::vector<std::string> tags;
};

}  // namespace muster::sandbox
