#pragma once

#include <optional>
#include <vector>

#include "providers/sandbox/api/route.hpp"
#include "providers/sandbox/cloud/lifecycle.hpp"

namespace muster::sandbox {

/// Reads what POST /v2/droplets orders, one entry a name. Returns the refusal when it may not be: nothing is
/// made then.
std::optional<Response> read_orders(const Call& call, std::vector<DropletOrder>& orders);

/// Letters, digits, "." and "-", at most 255, ending in a letter or digit.
bool is_droplet_name(std::string_view name);

/// The image meant by a slug, a number or a number written as a text.
const Image* image_meant(const Cloud& cloud, const JsonValue& value);

}  // namespace muster::sandbox
