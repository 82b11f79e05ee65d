#include "providers/digitalocean/requests/requests.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "providers/digitalocean/requests/request_bodies.hpp"
#include "reconciler/adapters/http/http_message.hpp"
#include "reconciler/core/fleet/resource/naming.hpp"

namespace muster::digitalocean {
namespace {

using Requests = Result<std::vector<ApiRequest>>;

Error not_an_id(const std::string& text, const char* what) {
  return {ErrorKind::invalid, fmt::format("\"{}\" is not the id of a {} on DigitalOcean", text, what)};
}

/// Droplets and actions have positive whole numbers as ids.
bool is_number(const std::string& id) {
  return !id.empty() && id.size() <= 18 && id.front() != '0' &&
         std::all_of(id.begin(), id.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string path(std::string_view collection, const std::string& id, std::string_view rest = "") {
  return fmt::format("/v2/{}/{}{}", collection, percent_encoded(id), rest);
}

std::string named_action(const char* type) {
  JsonWriter out(JsonLayout::compact);
  out.begin_object().key("type").text(type).end_object();
  return std::move(out).finish();
}

Requests droplet_action(const MachineId& id, std::string body) {
  if (!is_number(id.value)) return not_an_id(id.value, "droplet");
  return std::vector{ApiRequest{"POST", path("droplets", id.value, "/actions"), std::move(body)}};
}

Requests volume_action(const VolumeId& id, std::string body) {
  if (id.empty()) return not_an_id(id.value, "volume");
  return std::vector{ApiRequest{"POST", path("volumes", id.value, "/actions"), std::move(body)}};
}

std::vector<ApiRequest> tag_requests(const char* method, const std::vector<std::string>& tags,
                                     const char* type, const std::string& id) {
  JsonWriter out(JsonLayout::compact);
  out.begin_object().key("resources").begin_array().begin_object();
  out.key("resource_id").text(id).key("resource_type").text(type);
  out.end_object().end_array().end_object();
  const auto body = std::move(out).finish();
  std::vector<ApiRequest> requests;
  requests.reserve(tags.size());
  for (const auto& tag : tags) requests.push_back({method, path("tags", tag, "/resources"), body});
  return requests;
}

Requests tag_requests(const char* method, const std::vector<std::string>& tags, const MachineId& machine) {
  if (!is_number(machine.value)) return not_an_id(machine.value, "droplet");
  return tag_requests(method, tags, "droplet", machine.value);
}

Requests tag_requests(const char* method, const std::vector<std::string>& tags, const VolumeId& volume) {
  if (volume.empty()) return not_an_id(volume.value, "volume");
  return tag_requests(method, tags, "volume", volume.value);
}

/// Reads or destroys one object by its id.
Requests single(const char* method, std::string_view collection, const std::string& id, const char* what,
                bool numeric = false) {
  if (id.empty() || (numeric && !is_number(id))) return not_an_id(id, what);
  return std::vector{ApiRequest{method, path(collection, id)}};
}

Requests first_page(const std::string& target) {
  return std::vector{page_of(target, 1)};
}

Requests ask(const call::EnsureTag& c) {
  return std::vector{create_tag(c.tag)};
}
Requests ask(const call::CreateNetwork& c) {
  return std::vector{ApiRequest{"POST", "/v2/vpcs", encode_network(c)}};
}
Requests ask(const call::CreateFirewall& c) {
  // A firewall or balancer may only name tags that exist already.
  return std::vector{
      create_tag(c.pool_tag),
      ApiRequest{"POST", "/v2/firewalls", encode_firewall(c.name, c.pool_tag, c.inbound, c.balancers)}};
}
Requests ask(const call::UpdateFirewall& c) {
  if (c.id.empty()) return not_an_id(c.id.value, "firewall");
  return std::vector{create_tag(c.pool_tag), ApiRequest{"GET", path("firewalls", c.id.value)}};
}
Requests ask(const call::DestroyFirewall& c) {
  return single("DELETE", "firewalls", c.id.value, "firewall");
}
Requests ask(const call::CreateMachine& c) {
  return std::vector{ApiRequest{"POST", "/v2/droplets", encode_droplet(c)}};
}
Requests ask(const call::DestroyMachine& c) {
  return single("DELETE", "droplets", c.id.value, "droplet", true);
}
Requests ask(const call::ShutDown& c) {
  return droplet_action(c.id, named_action("shutdown"));
}
Requests ask(const call::PowerOff& c) {
  return droplet_action(c.id, named_action("power_off"));
}
Requests ask(const call::PowerOn& c) {
  return droplet_action(c.id, named_action("power_on"));
}
Requests ask(const call::ChangeSize& c) {
  JsonWriter out(JsonLayout::compact);
  out.begin_object().key("type").text("resize").key("size").text(c.to.value);
  out.key("disk").boolean(false).end_object();
  return droplet_action(c.id, std::move(out).finish());
}
Requests ask(const call::TagMachine& c) {
  return tag_requests("POST", c.tags, c.id);
}
Requests ask(const call::UntagMachine& c) {
  return tag_requests("DELETE", c.tags, c.id);
}
Requests ask(const call::TagVolume& c) {
  return tag_requests("POST", c.tags, c.id);
}
Requests ask(const call::UntagVolume& c) {
  return tag_requests("DELETE", c.tags, c.id);
}
Requests ask(const call::CreateVolume& c) {
  return std::vector{ApiRequest{"POST", "/v2/volumes", encode_volume(c)}};
}
Requests attach_or_detach(const char* type, const VolumeId& id, const MachineId& machine,
                          const Region& region) {
  if (!is_number(machine.value)) return not_an_id(machine.value, "droplet");
  JsonWriter out(JsonLayout::compact);
  out.begin_object().key("type").text(type).key("droplet_id").decimal(machine.value);
  if (!region.empty()) out.key("region").text(region.value);
  out.end_object();
  return volume_action(id, std::move(out).finish());
}
Requests ask(const call::AttachVolume& c) {
  return attach_or_detach("attach", c.id, c.to, c.region);
}
Requests ask(const call::DetachVolume& c) {
  return attach_or_detach("detach", c.id, c.from, c.region);
}
Requests ask(const call::GrowVolume& c) {
  JsonWriter out(JsonLayout::compact);
  out.begin_object().key("type").text("resize").key("size_gigabytes").integer(c.to_gib);
  if (!c.region.empty()) out.key("region").text(c.region.value);
  out.end_object();
  return volume_action(c.id, std::move(out).finish());
}
Requests ask(const call::DestroyVolume& c) {
  return single("DELETE", "volumes", c.id.value, "volume");
}
Requests ask(const call::SnapshotVolume& c) {
  auto requests = single("POST", "volumes", c.id.value, "volume");
  if (!requests) return requests;
  JsonWriter out(JsonLayout::compact);
  out.begin_object().key("name").text(c.name).key("tags").begin_array();
  for (const auto& tag : c.tags) out.text(tag);
  out.end_array().end_object();
  requests->front().target += "/snapshots";
  requests->front().body = std::move(out).finish();
  return requests;
}
Requests ask(const call::CreateBalancer& c) {
  return std::vector{create_tag(c.member_tag), ApiRequest{"POST", "/v2/load_balancers", encode_balancer(c)}};
}
Requests ask(const call::UpdateBalancer& c) {
  return single("GET", "load_balancers", c.id.value, "load balancer");
}
Requests ask(const call::DestroyBalancer& c) {
  return single("DELETE", "load_balancers", c.id.value, "load balancer");
}
Requests ask(const call::JoinBalancer& c) {
  return tag_requests("POST", {c.member_tag}, c.machine);
}
Requests ask(const call::LeaveBalancer& c) {
  return tag_requests("DELETE", {c.member_tag}, c.machine);
}
/// DigitalOcean has no agents: their runtime is a separate service.
template <class AboutAgents>
Requests no_agents(const AboutAgents& c) {
  return Error{ErrorKind::unsupported, describe(c) + ": DigitalOcean runs no agents"};
}
Requests ask(const call::DrainMachine& c) {
  return no_agents(c);
}
Requests ask(const call::UndrainMachine& c) {
  return no_agents(c);
}
Requests ask(const call::GetAgents& c) {
  return no_agents(c);
}
Requests ask(const call::GetMachine& c) {
  return single("GET", "droplets", c.id.value, "droplet", true);
}
Requests ask(const call::GetVolume& c) {
  return single("GET", "volumes", c.id.value, "volume");
}
Requests ask(const call::GetBalancer& c) {
  return single("GET", "load_balancers", c.id.value, "load balancer");
}
Requests ask(const call::GetFirewall& c) {
  return single("GET", "firewalls", c.id.value, "firewall");
}
Requests ask(const call::GetNetwork& c) {
  return single("GET", "vpcs", c.id.value, "network");
}
Requests ask(const call::GetOperation& c) {
  return single("GET", "actions", c.id.value, "action", true);
}
Requests ask(const call::FindMachine& c) {
  return first_page("/v2/droplets?tag_name=" + percent_encoded(change_tag(c.change)));
}
Requests ask(const call::FindVolume& c) {
  return first_page(
      fmt::format("/v2/volumes?name={}&region={}", percent_encoded(c.name), percent_encoded(c.region.value)));
}
Requests ask(const call::FindSnapshot&) {
  // Not under the volume: a snapshot must be found after the volume was destroyed.
  return first_page("/v2/snapshots?resource_type=volume");
}
Requests ask(const call::FindBalancer&) {
  return first_page("/v2/load_balancers");
}
Requests ask(const call::FindFirewall&) {
  return first_page("/v2/firewalls");
}
Requests ask(const call::FindNetwork&) {
  return first_page("/v2/vpcs");
}
Requests ask(const call::FindHolder& c) {
  return first_page("/v2/droplets?tag_name=" + percent_encoded(c.tag));
}

}  // namespace

ApiRequest page_of(const std::string& target, int page) {
  const char* join = target.find('?') == std::string::npos ? "?" : "&";
  return {"GET", fmt::format("{}{}per_page={}&page={}", target, join, kPerPage, page)};
}

Requests requests_of(const Operation& operation) {
  return std::visit([](const auto& called) { return ask(called); }, operation);
}

Result<ApiRequest> update_balancer(const call::UpdateBalancer& update, JsonView present) {
  auto body = encode_balancer(update, present);
  if (!body) return body.error();
  return ApiRequest{"PUT", path("load_balancers", update.id.value), *std::move(body)};
}

Result<ApiRequest> update_firewall(const call::UpdateFirewall& update, JsonView present) {
  auto body = encode_firewall(update, present);
  if (!body) return body.error();
  return ApiRequest{"PUT", path("firewalls", update.id.value), *std::move(body)};
}

ApiRequest create_tag(const std::string& tag) {
  JsonWriter out(JsonLayout::compact);
  out.begin_object().key("name").text(tag).end_object();
  return {"POST", "/v2/tags", std::move(out).finish()};
}

std::string droplets_of_fleet(const FleetName& fleet) {
  return "/v2/droplets?tag_name=" + percent_encoded(fleet_tag(fleet));
}

ApiRequest look_at_account() {
  return {"GET", "/v2/account"};
}

ApiRequest count_droplets() {
  return {"GET", "/v2/droplets?per_page=1&page=1"};
}

}  // namespace muster::digitalocean
