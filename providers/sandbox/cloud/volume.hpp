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
  std::int64_t droplet = 0;         ///< 0: not attached.
  std::int64_t pending_action = 0;  ///< 0: none.
};

/// What a volume held when it was taken.
struct VolumeSnapshot {
  std::string id;
  std::string name;
  std::string volume;  ///< Its id; it may be gone.
  std::string region;
  std::int64_t gib = 0;
  Instant created_at{};
  std::vector<std::string> tags;
};

}  // namespace muster::sandbox
