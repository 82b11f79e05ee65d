#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reconciler/adapters/json/json_value.hpp"
#include "reconciler/core/apply/operation.hpp"
#include "reconciler/core/fleet/catalogue/price_list.hpp"

namespace muster::digitalocean {

/// Parse bodies of answers. Unknown fields are ignored, and optional fields may be null or missing. Fail with
/// invalid and the path of a missing or wrong required field.
Result<Machine> machine_in(JsonView droplet);
Result<Volume> volume_in(JsonView volume);
Result<VolumeSnapshot> snapshot_in(JsonView snapshot);
Result<Network> network_in(JsonView vpc);
/// Fails with invalid also for a price that is zero, negative or absurd.
Result<SizeOffer> size_in(JsonView size);
/// Returns the size of a droplet as the droplet itself reports it, independent of the price list; nullopt if
/// it lacks the price, the vCPUs or the memory.
std::optional<SizeOffer> size_of(JsonView droplet);
/// Returns a droplet that `machine_in` cannot parse, but that contains its id and its slot: with the status
/// `unknown` and the problem. nullopt for every other one.
std::optional<Machine> odd_machine_in(JsonView droplet);
/// Parses an action. Fails with invalid and the path of a missing or wrong field.
Result<OperationState> operation_in(JsonView action);

/// Returns the number of objects in a listing, as the listing reports it. Fails with invalid.
Result<std::int64_t> total_in(JsonView body);

/// Returns the creation time of an object; the epoch if it is unreadable. It only decides which of two
/// objects is older, so it does not hide an object.
Instant created_in(JsonView object);

/// Returns the text of a field; empty if it has none.
std::string text_or_empty(JsonView field);

/// Whether two tags are equal for DigitalOcean: compared without case.
bool same_tag(std::string_view a, std::string_view b);
bool has_tag(const std::vector<std::string>& tags, std::string_view tag);

}  // namespace muster::digitalocean
