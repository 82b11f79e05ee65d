#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/identifier.hpp"

namespace muster {

struct Pool;
struct SizeOffer;

/// Properties of the image and keys of new machines of a pool, as far as the cloud reports them.
struct Prerequisites {
  int image_min_disk_gib = 0;  ///< The cloud rejects sizes with a smaller disk; 0: no limit.
  std::optional<std::vector<Region>> image_regions;  ///< Sorted; nullopt: every region, or unknown.
  /// Reasons why no machine can be created at all: "image 17 does not exist".
  std::vector<std::string> problems;

  friend bool operator==(const Prerequisites&, const Prerequisites&) = default;
};

/// Returns why no machine of that size can be created in any region: a problem of the pool, or a disk that is
/// too small for the image. Empty if there is no reason. `offer` is nullptr if no price list contains the
/// size.
std::string why_not_ordered(const Prerequisites& needs, const Pool& pool, const SizeOffer* offer);

/// Whether the image is available in that region, as far as the cloud reports it.
bool has_image(const Prerequisites& needs, const Region& region);

}  // namespace muster
