#include "reconciler/core/fleet/state/prerequisites.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/fleet/catalogue/price_list.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"

namespace muster {

std::string why_not_ordered(const Prerequisites& needs, const Pool& pool, const SizeOffer* offer) {
  if (!needs.problems.empty()) return needs.problems.front();
  if (!offer || offer->disk_gib >= needs.image_min_disk_gib) return "";
  return fmt::format("its disk of {} GiB is too small for image {}, which needs {} GiB", offer->disk_gib,
                     pool.image, needs.image_min_disk_gib);
}

bool has_image(const Prerequisites& needs, const Region& region) {
  return !needs.image_regions ||
         std::binary_search(needs.image_regions->begin(), needs.image_regions->end(), region);
}

}  // namespace muster
