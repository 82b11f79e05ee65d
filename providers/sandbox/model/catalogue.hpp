#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "reconciler/core/base/money.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster::sandbox {

/// A droplet size for sale.
struct Size {
  std::string slug;
  std::string description;  ///< "Basic", "Premium AMD", "Premium Intel".
  std::int64_t vcpus = 0;
  std::int64_t memory_mib = 0;
  std::int64_t disk_gib = 0;
  std::string transfer;  ///< Terabytes a month, as a JSON number: "0.5".
  Price price;
  std::vector<std::string> regions;
  std::string json;  ///< As in the API, rendered once.
};

struct RegionRecord {
  std::string slug;
  std::string name;
  bool open = true;  ///< New machines may be created here.
  std::vector<std::string> sizes;
  std::string json;
};

/// A base image of the cloud, or a snapshot of a droplet.
struct Image {
  std::int64_t id = 0;
  std::string slug;  ///< Empty for a snapshot.
  std::string name;
  std::string distribution;
  std::string type = "base";
  std::int64_t min_disk_gib = 0;
  std::vector<std::string> regions;  ///< Empty: everywhere.
  Instant created_at{};
  std::int64_t taken_of = 0;  ///< Id of the droplet of a snapshot.
};

/// The sizes and regions of the cloud. The prices are DigitalOcean's published ones.
struct Catalogue {
  std::vector<Size> sizes;
  std::vector<RegionRecord> regions;
  std::vector<Image> images;

  /// Size slugs are compared without case.
  const Size* size(std::string_view slug) const;
  const RegionRecord* region(std::string_view slug) const;
  /// Returns the first open region whose slug begins with this text: "nyc" is any region of New York, "" any
  /// region.
  const RegionRecord* region_like(std::string_view prefix) const;
};

Catalogue published_catalogue();

bool is_sold_in(const Size& size, std::string_view region);

/// Lower case, ASCII only: names and tags are compared in this form.
std::string folded(std::string_view text);

}  // namespace muster::sandbox
