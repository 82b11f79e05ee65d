#include "providers/sandbox/api/compute/droplet_order.hpp"

#include <algorithm>
#include <cctype>

#include "providers/sandbox/api/reply.hpp"
#include "providers/sandbox/api/resource_json.hpp"

namespace muster::sandbox {

namespace {

constexpr std::size_t most_names = 10;
constexpr std::size_t most_volumes = 15;
constexpr std::size_t longest_user_data = 64 * 1024;

using Refusal = std::optional<Response>;

Refusal read_names(const Call& call, std::vector<std::string>& names) {
  if (call.body.has("names")) {
    if (call.body.has("name")) return unprocessable("name and names cannot be combined");
    names = call.body.at("names").texts();
    if (names.size() > most_names) return unprocessable("You can create at most 10 droplets in one request.");
  } else if (call.body.at("name").is_text()) {
    names = {call.body.at("name").string};
  }
  if (names.empty()) return unprocessable("Name can't be blank");
  for (const auto& name : names)
    if (!is_droplet_name(name))
      return unprocessable("Name Only valid hostname characters are allowed. (a-z, A-Z, 0-9, . and -)");
  return std::nullopt;
}

Refusal read_place(const Call& call, DropletOrder& order) {
  const auto* size = call.cloud.catalogue.size(call.body.at("size").text_or(""));
  if (size == nullptr) return unprocessable("You specified an invalid size for Droplet creation.");
  const auto wanted = call.body.at("region").text_or("");
  const auto* region = call.cloud.catalogue.region(wanted);
  if (region == nullptr) region = call.cloud.catalogue.region_like(wanted);
  if (region == nullptr) return unprocessable("You specified an invalid region for Droplet creation.");
  if (!region->open || !is_sold_in(*size, region->slug))
    return unprocessable("Size is not available in this region.");
  const auto* image = image_meant(call.cloud, call.body.at("image"));
  if (image == nullptr) return unprocessable("You specified an invalid image for Droplet creation.");
  if (!image->regions.empty() && std::count(image->regions.begin(), image->regions.end(), region->slug) == 0)
    return unprocessable("The image you specified is not available in the selected region.");
  if (image->min_disk_gib > size->disk_gib)
    return unprocessable("The size you selected is too small for the image you specified.");
  order.size = size->slug;
  order.region = region->slug;
  order.image = image->id;
  return std::nullopt;
}

Refusal read_network(const Call& call, DropletOrder& order) {
  const auto* chosen = default_vpc(call.cloud, order.region);
  if (call.body.has("vpc_uuid") && !call.body.at("vpc_uuid").string.empty()) {
    chosen = call.cloud.vpcs.find(call.body.at("vpc_uuid").text_or(""));
    if (chosen == nullptr || chosen->region != order.region)
      return unprocessable("vpc_uuid must be a VPC of the droplet's region");
  }
  order.vpc = chosen == nullptr ? "" : chosen->id;
  return std::nullopt;
}

Refusal read_volumes(const Call& call, std::size_t droplets, DropletOrder& order) {
  for (const auto& volume : call.body.at("volumes").items)  // By id; godo wraps each in an object.
    order.volumes.push_back(volume.is_object() ? volume.at("id").text_or("") : volume.string);
  if (order.volumes.empty()) return std::nullopt;
  if (droplets > 1) return unprocessable("A volume can only be attached to one droplet.");
  if (order.volumes.size() > most_volumes)
    return unprocessable("A droplet can have at most 15 volumes attached.");
  for (const auto& id : order.volumes) {
    const auto* volume = call.cloud.volumes.find(id);
    if (volume == nullptr) return unprocessable("Volume " + id + " does not exist");
    if (volume->region != order.region)
      return unprocessable("Volume and droplet must be in the same region.");
    if (volume->droplet != 0 || volume->pending_action != 0)
      return unprocessable("Volume " + id + " is already attached to a droplet");
  }
  return std::nullopt;
}

bool is_known_key(const Cloud& cloud, const JsonValue& wanted) {
  if (cloud.keys.find(wanted.id()) != nullptr) return true;
  for (std::size_t i = 0; i < cloud.keys.size(); ++i)
    if (wanted.is_text() && cloud.keys.at(i).fingerprint == wanted.string) return true;
  return false;
}

Refusal read_extras(const Call& call, DropletOrder& order) {
  order.tags = call.body.at("tags").texts();
  for (const auto& tag : order.tags)
    if (!TagIndex::is_valid_name(tag)) return unprocessable("Tag " + tag + " contains invalid characters");
  for (const auto& key : call.body.at("ssh_keys").items)
    if (!is_known_key(call.cloud, key))
      return unprocessable((key.is_text() ? key.string : std::to_string(key.integer)) +
                           " are invalid key identifiers for Droplet creation.");
  if (call.body.at("user_data").text_or("").size() > longest_user_data)
    return unprocessable("User data is too long (maximum is 64 KiB)");
  order.monitoring = call.body.at("monitoring").flag_or(false);
  order.ipv6 = call.body.at("ipv6").flag_or(false);
  order.backups = call.body.at("backups").flag_or(false);
  return std::nullopt;
}

}  // namespace

std::optional<Response> read_orders(const Call& call, std::vector<DropletOrder>& orders) {
  if (!call.body.is_object()) return refuse(400, "error parsing request body");
  std::vector<std::string> names;
  DropletOrder order;
  if (auto refusal = read_names(call, names)) return refusal;
  if (auto refusal = read_place(call, order)) return refusal;
  if (auto refusal = read_network(call, order)) return refusal;
  if (auto refusal = read_volumes(call, names.size(), order)) return refusal;
  if (auto refusal = read_extras(call, order)) return refusal;
  if (call.cloud.droplets.size() + names.size() > static_cast<std::size_t>(call.cloud.rules.droplet_limit))
    return unprocessable(names.size() > 1 ? "creating these droplets will exceed your droplet limit"
                                          : "creating this/these droplet(s) will exceed your droplet limit");
  for (const auto& name : names) {
    order.name = name;
    orders.push_back(order);
  }
  return std::nullopt;
}

bool is_droplet_name(std::string_view name) {
  const auto is_word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
  if (name.empty() || name.size() > 255 || !is_word(name.back())) return false;
  return std::all_of(name.begin(), name.end(), [&](char c) { return is_word(c) || c == '.' || c == '-'; });
}

const Image* image_meant(const Cloud& cloud, const JsonValue& value) {
  if (value.id() >= 0) return find_image(cloud, value.id());
  return value.is_text() ? find_image(cloud, value.string) : nullptr;
}

}  // namespace muster::sandbox
