#include "providers/digitalocean/responses/replies.hpp"

#include <algorithm>

#include "providers/digitalocean/responses/network_responses.hpp"
#include "providers/digitalocean/responses/responses.hpp"
#include "reconciler/adapters/json/json_fields.hpp"
#include "reconciler/core/base/overloaded.hpp"
#include "reconciler/core/fleet/resource/naming.hpp"

namespace muster::digitalocean {
namespace {

Result<Reply> firewall_of(JsonView view) {
  auto seen = firewall_in(view);
  if (!seen) return seen.error();
  return Reply(std::move(seen->firewall));
}

/// The created object, named by its text id in `field`.
Result<Accepted> made(JsonView body, std::string_view field) {
  auto id = body.field(field).field("id").text();
  if (!id) return id.error();
  return Accepted{*std::move(id), std::nullopt};
}

Result<Accepted> made_droplet(JsonView body) {
  const auto id = body.field("droplet").field("id").integer();
  if (!id) return id.error();
  Accepted accepted{std::to_string(*id), std::nullopt};
  const auto actions = body.field("links").field("actions").items();
  if (!actions) return accepted;  // Then the droplet itself shows when it is ready.
  for (const JsonView action : *actions) {
    const auto rel = action.field("rel").text_or("create");
    const auto number = action.field("id").integer();
    if (rel && *rel == "create" && number) accepted.running = OperationId(std::to_string(*number));
  }
  return accepted;
}

Result<Accepted> started(JsonView body) {
  const auto action = body.field("action");
  const auto id = action.field("id").integer();
  if (!id) return id.error();
  const auto state = operation_in(action);
  if (!state) return state.error();
  if (state->phase == OperationState::Phase::done) return Accepted{};
  return Accepted{"", OperationId(std::to_string(*id))};
}

/// Returns the first matching item of a listing that belongs to this fleet; nullopt if there is none.
template <class Fits, class Read>
Result<std::optional<Reply>> first_in(JsonView list, Fits fits, Read read) {
  const auto items = list.items();
  if (!items) return items.error();
  for (const JsonView item : *items) {
    if (!fits(item)) continue;
    auto value = read(item);
    if (!value) return value.error();
    return std::optional<Reply>(*std::move(value));
  }
  return std::optional<Reply>();
}

bool is_called(JsonView item, const std::string& name) {
  const auto own = item.field("name").text_view();
  return own && *own == name;
}

bool is_tagged(JsonView item, const std::string& tag) {
  const auto tags = item.field("tags").items();
  if (!tags) return false;
  for (const JsonView each : *tags) {
    const auto text = each.text_view();
    if (text && same_tag(*text, tag)) return true;
  }
  return false;
}

/// A load balancer whose members carry this tag is ours; another one of that name is returned without its
/// slot.
Result<std::optional<Reply>> balancer_called(const call::FindBalancer& find, JsonView list) {
  const auto has_our_tag = [&](JsonView item) {
    const auto tag = item.field("tag").text_view();
    return find.member_tag.empty() || (tag && same_tag(*tag, find.member_tag));
  };
  auto ours = first_in(
      list, [&](JsonView item) { return is_called(item, find.name) && has_our_tag(item); }, balancer_in);
  if (!ours || *ours) return ours;
  return first_in(
      list, [&](JsonView item) { return is_called(item, find.name); },
      [](JsonView item) -> Result<LoadBalancer> {
        auto theirs = balancer_in(item);
        if (theirs) theirs->slot = {};
        return theirs;
      });
}

/// A firewall that applies to this tag is ours; another one of that name is returned without its pool.
Result<std::optional<Reply>> firewall_called(const call::FindFirewall& find, JsonView list) {
  return first_in(
      list, [&](JsonView item) { return is_called(item, find.name); },
      [&](JsonView item) -> Result<Firewall> {
        auto seen = firewall_in(item);
        if (!seen) return seen.error();
        if (!find.pool_tag.empty() && !has_tag(seen->tags, find.pool_tag)) seen->firewall.pool = {};
        return std::move(seen->firewall);
      });
}

/// Networks have no tags: the description of a network that muster created contains the mark.
Result<std::optional<Reply>> network_called(const call::FindNetwork& find, JsonView list) {
  return first_in(
      list, [&](JsonView item) { return is_called(item, find.name); },
      [&](JsonView item) -> Result<Network> {
        auto network = network_in(item);
        const auto description = item.field("description").text_view();
        const bool is_ours = description && description->find(find.mark) != std::string_view::npos;
        if (network && !is_ours && !find.mark.empty()) network->region = {};
        return network;
      });
}

/// Of several with the same tag the oldest counts, so that every search finds the same one. Slots of other
/// fleets have the same tags: `fleet`, if not empty, excludes them.
Result<std::optional<Reply>> oldest_droplet(JsonView list, const std::string& fleet) {
  const auto items = list.items();
  if (!items) return items.error();
  std::optional<JsonView> oldest;
  std::int64_t lowest = 0;
  for (const JsonView item : *items) {
    const auto id = item.field("id").integer();
    if (!id) return id.error();
    if (oldest && *id >= lowest) continue;
    if (!fleet.empty() && !is_tagged(item, fleet)) continue;
    oldest = item;
    lowest = *id;
  }
  if (!oldest) return std::optional<Reply>();
  auto machine = machine_in(*oldest);
  if (!machine) return machine.error();
  return std::optional<Reply>(*std::move(machine));
}

}  // namespace

Result<Accepted> accepted_in(const Operation& operation, JsonView body) {
  return std::visit(Overloaded{
                        [&](const call::CreateMachine&) { return made_droplet(body); },
                        [&](const call::CreateVolume&) { return made(body, "volume"); },
                        [&](const call::SnapshotVolume&) { return made(body, "snapshot"); },
                        [&](const call::CreateBalancer&) { return made(body, "load_balancer"); },
                        [&](const call::CreateFirewall&) { return made(body, "firewall"); },
                        [&](const call::CreateNetwork&) { return made(body, "vpc"); },
                        [&](const call::ShutDown&) { return started(body); },
                        [&](const call::PowerOff&) { return started(body); },
                        [&](const call::PowerOn&) { return started(body); },
                        [&](const call::ChangeSize&) { return started(body); },
                        [&](const call::AttachVolume&) { return started(body); },
                        [&](const call::DetachVolume&) { return started(body); },
                        [&](const call::GrowVolume&) { return started(body); },
                        [&](const auto&) { return Result<Accepted>(Accepted{}); },
                    },
                    operation);
}

Result<Reply> seen_in(const Operation& look, JsonView body) {
  if (std::holds_alternative<call::GetMachine>(look)) return as_reply(machine_in(body.field("droplet")));
  if (std::holds_alternative<call::GetVolume>(look)) return as_reply(volume_in(body.field("volume")));
  if (std::holds_alternative<call::GetBalancer>(look))
    return as_reply(balancer_in(body.field("load_balancer")));
  if (std::holds_alternative<call::GetFirewall>(look)) return firewall_of(body.field("firewall"));
  if (std::holds_alternative<call::GetNetwork>(look)) return as_reply(network_in(body.field("vpc")));
  if (std::holds_alternative<call::GetOperation>(look)) return as_reply(operation_in(body.field("action")));
  return Error{ErrorKind::unsupported, std::string(kind_of(look)) + " does not read one object"};
}

Result<std::optional<Reply>> found_in(const Operation& find, JsonView body) {
  if (std::holds_alternative<call::FindMachine>(find)) return oldest_droplet(body.field("droplets"), "");
  if (const auto* holder = std::get_if<call::FindHolder>(&find))
    return oldest_droplet(body.field("droplets"), fleet_tag(holder->fleet));
  if (const auto* volume = std::get_if<call::FindVolume>(&find))
    return first_in(
        body.field("volumes"), [&](JsonView item) { return is_called(item, volume->name); }, volume_in);
  if (const auto* snapshot = std::get_if<call::FindSnapshot>(&find))
    return first_in(
        body.field("snapshots"),
        [&](JsonView item) {
          const auto of = item.field("resource_id").text_view();
          return is_called(item, snapshot->name) && of && *of == snapshot->of.value;
        },
        snapshot_in);
  if (const auto* balancer = std::get_if<call::FindBalancer>(&find))
    return balancer_called(*balancer, body.field("load_balancers"));
  if (const auto* network = std::get_if<call::FindNetwork>(&find))
    return network_called(*network, body.field("vpcs"));
  if (const auto* firewall = std::get_if<call::FindFirewall>(&find))
    return firewall_called(*firewall, body.field("firewalls"));
  return Error{ErrorKind::unsupported, std::string(kind_of(find)) + " does not find an object by name"};
}

}  // namespace muster::digitalocean
