#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/identifier.hpp"

namespace muster {

struct Pool;
struct SizeOffer;

/// What the cloud says about that which new machines of a pool are made from, as far as it could be looked
/// up.
struct Prerequisites {
  int image_min_disk_gib = 0;  ///< Sizes with a smaller disk are refused; 0: any will do.
  std::optional<std::vector<Region>> image_regions;  ///< Sorted; nullopt: everywhere, or nobody tells.
  std::vector<std::string> problems;  ///< Why no machine can be made at all: "image 17 does not exist".

  friend bool operator==(const Prerequisites&, const Prerequisites&) = default;
};

/// Why no machine of that size can be made in any region: a problem of the pool, or a disk that is too small
/// for the image. Empty where nothing speaks against it. `offer`: nullptr where the size is in no price list.
std::string why_not_ordered(const Prerequisites& needs, const Pool& pool, const SizeOffer* offer);

/// Whether the image can be used in that region, as far as the cloud tells.
bool has_image(const Prerequisites& needs, const Region& region);

}  // namespace muster
