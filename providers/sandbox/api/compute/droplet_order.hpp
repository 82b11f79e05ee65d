#pragma once

#include <optional>
#include <vector>

#include "providers/sandbox/api/route.hpp"
#include "providers/sandbox/simulation/lifecycle.hpp"

namespace muster::sandbox {

/// Parses the orders of POST /v2/droplets, one entry for each name. Returns the refusal of an invalid one;
/// nothing is created then.
std::optional<Response> read_orders(const Call& call, std::vector<DropletOrder>& orders);

/// Letters, digits, "." and "-", at most 255, ending in a letter or digit.
bool is_droplet_name(std::string_view name);

/// Returns the image of a slug, a number or a number written as a text.
const Image* image_meant(const Cloud& cloud, const JsonValue& value);

}  // namespace muster::sandbox
