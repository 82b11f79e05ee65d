#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reconciler/adapters/json/json_value.hpp"
#include "reconciler/core/apply/operation.hpp"
#include "reconciler/core/fleet/price_list.hpp"

namespace muster::digitalocean {

// Bodies of answers as our values. Fields we do not know are passed over, and what may be null or missing may
// be; what the meaning hangs on must be there, or the error names its path.

Result<Machine> machine_in(JsonView droplet);
Result<Volume> volume_in(JsonView volume);
Result<VolumeSnapshot> snapshot_in(JsonView snapshot);
Result<Network> network_in(JsonView vpc);
/// A price that is nothing, negative or absurd cannot be read.
Result<SizeOffer> size_in(JsonView size);
/// The size of a droplet as the droplet itself tells it, whatever the price list has; nullopt where it does
/// not tell the price, the vCPUs or the memory.
std::optional<SizeOffer> size_of(JsonView droplet);
/// A droplet that `machine_in` cannot read, but that tells its id and its slot: with the status `unknown` and
/// what is wrong with it. nullopt for every other one.
std::optional<Machine> odd_machine_in(JsonView droplet);
Result<OperationState> operation_in(JsonView action);

/// How many objects a listing has in all, by its own words.
Result<std::int64_t> total_in(JsonView body);

/// When an object was made; the epoch where that cannot be read. It only tells which of two is older, and is
/// no reason not to see them.
Instant created_in(JsonView object);

/// The text of a field; empty where it has none.
std::string text_if_told(JsonView field);

/// Whether two tags are the same to DigitalOcean: case does not count.
bool same_tag(std::string_view a, std::string_view b);
bool has_tag(const std::vector<std::string>& tags, std::string_view tag);

}  // namespace muster::digitalocean
