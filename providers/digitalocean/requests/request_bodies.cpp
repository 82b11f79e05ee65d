#include "providers/digitalocean/requests/request_bodies.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "providers/digitalocean/responses/responses.hpp"

namespace muster::digitalocean {
namespace {

bool all_digits(const std::string& text) {
  return !text.empty() && text.size() <= 18 && text.front() != '0' &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Ids of images and keys are numbers, slugs and fingerprints are text.
void write_id_or_name(JsonWriter& out, const std::string& text) {
  if (all_digits(text))
    out.decimal(text);
  else
    out.text(text);
}

void write_texts(JsonWriter& out, const char* key, const std::vector<std::string>& texts) {
  out.key(key).begin_array();
  for (const auto& text : texts) out.text(text);
  out.end_array();
}

void write_forwarding(JsonWriter& out, const Forwarding& rule) {
  out.key("entry_protocol").text(rule.entry_protocol).key("entry_port").integer(rule.entry_port);
  out.key("target_protocol").text(rule.target_protocol).key("target_port").integer(rule.target_port);
}

/// An encrypted entry needs a certificate or is passed through as it is; muster keeps no certificates.
bool passes_through(const Forwarding& rule) {
  return rule.entry_protocol == "https" && rule.target_protocol == "https";
}

void write_health(JsonWriter& out, const HealthCheck& health) {
  out.key("protocol").text(health.protocol).key("port").integer(health.port);
  if (health.protocol != "tcp") out.key("path").text(health.path);
}

/// Attributes that an update of a load balancer must repeat, because an omitted one is reset.
constexpr std::array kKeptOfBalancer = {
    "project_id",
    "sticky_sessions",
    "redirect_http_to_https",
    "enable_proxy_protocol",
    "enable_backend_keepalive",
    "http_idle_timeout_seconds",
    "disable_lets_encrypt_dns_records",
    "firewall",
    "network",
    "network_stack",
    "type",
    "tls_cipher_policy",
};

std::optional<JsonView> entry_like(JsonView present, const Forwarding& rule) {
  const auto rules = present.field("forwarding_rules").items();
  if (rules) {
    for (const JsonView each : *rules) {
      const auto port = each.field("entry_port").integer();
      const auto protocol = each.field("entry_protocol").text_view();
      if (port && protocol && *port == rule.entry_port && *protocol == rule.entry_protocol) return each;
    }
  }
  return std::nullopt;
}

void write_kept_forwarding(JsonWriter& out, const std::vector<Forwarding>& wanted, JsonView present) {
  out.key("forwarding_rules").begin_array();
  for (const auto& rule : wanted) {
    out.begin_object();
    write_forwarding(out, rule);
    const auto before = entry_like(present, rule);
    const auto certificate = before ? before->field("certificate_id").text_or("") : Result<std::string>("");
    if (certificate && !certificate->empty())
      out.key("certificate_id").text(*certificate);
    else if (passes_through(rule))
      out.key("tls_passthrough").boolean(true);
    out.end_object();
  }
  out.end_array();
}

void write_kept_health(JsonWriter& out, const HealthCheck& wanted, JsonView present) {
  out.key("health_check").begin_object();
  write_health(out, wanted);
  for (const char* name :
       {"check_interval_seconds", "response_timeout_seconds", "unhealthy_threshold", "healthy_threshold"}) {
    const auto value = present.field("health_check").field(name);
    if (!value.absent_or_null()) copy(out.key(name), value);
  }
  out.end_object();
}

/// Writes addresses as they are, and the word "balancer" as the uids of the load balancers; returns false if
/// no source is left.
bool write_sources(JsonWriter& out, const FirewallRule& rule, const std::vector<LoadBalancerId>& balancers) {
  std::vector<std::string> addresses;
  std::vector<std::string> uids;
  for (const auto& source : rule.sources) {
    if (source != "balancer") {
      addresses.push_back(source);
    } else {
      for (const auto& balancer : balancers) uids.push_back(balancer.value);
    }
  }
  if (addresses.empty() && uids.empty()) return false;
  out.begin_object().key("protocol").text(rule.protocol);
  out.key("ports").text(rule.ports == "all" || rule.protocol == "icmp" ? "0" : rule.ports);
  out.key("sources").begin_object();
  if (!addresses.empty()) write_texts(out, "addresses", addresses);
  if (!uids.empty()) write_texts(out, "load_balancer_uids", uids);
  out.end_object().end_object();
  return true;
}

}  // namespace

void copy(JsonWriter& out, JsonView value) {
  switch (value.kind()) {
    case JsonKind::missing:
    case JsonKind::null:
      out.null();
      return;
    case JsonKind::boolean:
      out.boolean(*value.boolean());
      return;
    case JsonKind::number:
      out.decimal(*value.decimal());
      return;
    case JsonKind::text:
      out.text(*value.text_view());
      return;
    case JsonKind::array: {
      out.begin_array();
      const auto items = value.items();
      for (const JsonView item : *items) copy(out, item);
      out.end_array();
      return;
    }
    case JsonKind::object: {
      out.begin_object();
      const auto members = value.members();
      for (const auto& member : *members) copy(out.key(member.name), member.value);
      out.end_object();
      return;
    }
  }
}

std::string encode_droplet(const call::CreateMachine& create) {
  JsonWriter out(JsonLayout::compact);
  out.begin_object().key("name").text(create.name);
  out.key("region").text(create.spec.region.value).key("size").text(create.spec.size.value);
  write_id_or_name(out.key("image"), create.spec.image);
  out.key("ssh_keys").begin_array();
  for (const auto& key : create.spec.ssh_keys) write_id_or_name(out, key);
  out.end_array();
  out.key("monitoring").boolean(true);  // Without its agent there are no readings.
  if (!create.spec.user_data.empty()) out.key("user_data").text(create.spec.user_data);
  if (!create.network.empty()) out.key("vpc_uuid").text(create.network.value);
  write_texts(out, "tags", create.tags);
  out.end_object();
  return std::move(out).finish();
}

std::string encode_volume(const call::CreateVolume& create) {
  JsonWriter out(JsonLayout::compact);
  out.begin_object().key("name").text(create.name);
  out.key("size_gigabytes").integer(create.spec.size_gib).key("region").text(create.spec.region.value);
  if (!create.spec.filesystem.empty()) out.key("filesystem_type").text(create.spec.filesystem);
  write_texts(out, "tags", create.tags);
  out.end_object();
  return std::move(out).finish();
}

std::string encode_network(const call::CreateNetwork& create) {
  JsonWriter out(JsonLayout::compact);
  out.begin_object().key("name").text(create.spec.name).key("region").text(create.spec.region.value);
  if (!create.spec.ip_range.empty()) out.key("ip_range").text(create.spec.ip_range);
  if (!create.mark.empty()) out.key("description").text("made by muster, " + create.mark);
  out.end_object();
  return std::move(out).finish();
}

std::string encode_balancer(const call::CreateBalancer& create) {
  JsonWriter out(JsonLayout::compact);
  out.begin_object().key("name").text(create.name).key("region").text(create.spec.region.value);
  out.key("size_unit").integer(1).key("forwarding_rules").begin_array();
  for (const auto& rule : create.spec.forwarding) {
    out.begin_object();
    write_forwarding(out, rule);
    if (passes_through(rule)) out.key("tls_passthrough").boolean(true);
    out.end_object();
  }
  out.end_array().key("health_check").begin_object();
  write_health(out, create.spec.health);
  out.end_object();
  if (!create.network.empty()) out.key("vpc_uuid").text(create.network.value);
  out.key("tag").text(create.member_tag).end_object();
  return std::move(out).finish();
}

Result<std::string> encode_balancer(const call::UpdateBalancer& update, JsonView present) {
  const auto balancer = present.field("load_balancer");
  if (balancer.kind() != JsonKind::object) return balancer.error("is not there");
  JsonWriter out(JsonLayout::compact);
  out.begin_object().key("name").text(update.name).key("region").text(update.spec.region.value);
  // The older field for the number of nodes counts if the newer one is missing.
  const bool has_units = !balancer.field("size_unit").absent_or_null();
  if (has_units) copy(out.key("size_unit"), balancer.field("size_unit"));
  if (!has_units && !balancer.field("size").absent_or_null()) copy(out.key("size"), balancer.field("size"));
  for (const char* name : kKeptOfBalancer) {
    if (!balancer.field(name).absent_or_null()) copy(out.key(name), balancer.field(name));
  }
  write_kept_forwarding(out, update.spec.forwarding, balancer);
  write_kept_health(out, update.spec.health, balancer);
  const auto network = balancer.field("vpc_uuid").text_view();  // Constant since its creation.
  if (network && !network->empty())
    out.key("vpc_uuid").text(*network);
  else if (!update.network.empty())
    out.key("vpc_uuid").text(update.network.value);
  out.key("tag").text(update.member_tag).end_object();
  return std::move(out).finish();
}

namespace {

void write_open_outbound(JsonWriter& out) {
  out.key("outbound_rules").begin_array();
  for (const char* protocol : {"tcp", "udp", "icmp"}) {
    out.begin_object()
        .key("protocol")
        .text(protocol)
        .key("ports")
        .text("0")
        .key("destinations")
        .begin_object();
    write_texts(out, "addresses", {"0.0.0.0/0", "::/0"});
    out.end_object().end_object();
  }
  out.end_array();
}

void write_inbound(JsonWriter& out, const std::string& name, const std::vector<FirewallRule>& inbound,
                   const std::vector<LoadBalancerId>& balancers) {
  out.key("name").text(name).key("inbound_rules").begin_array();
  for (const auto& rule : inbound) write_sources(out, rule, balancers);
  out.end_array();
}

/// The texts of a list of the present object, and `ours`.
std::vector<std::string> with_ours(JsonView list, const std::string& ours) {
  std::vector<std::string> all = {ours};
  const auto items = list.items();
  if (!items) return all;
  for (const JsonView item : *items) {
    auto text = item.text();
    if (text && !same_tag(*text, ours)) all.push_back(*std::move(text));
  }
  return all;
}

}  // namespace

std::string encode_firewall(const std::string& name, const std::string& pool_tag,
                            const std::vector<FirewallRule>& inbound,
                            const std::vector<LoadBalancerId>& balancers) {
  JsonWriter out(JsonLayout::compact);
  out.begin_object();
  write_inbound(out, name, inbound, balancers);
  write_open_outbound(out);
  write_texts(out, "tags", {pool_tag});
  out.end_object();
  return std::move(out).finish();
}

Result<std::string> encode_firewall(const call::UpdateFirewall& update, JsonView present) {
  const auto firewall = present.field("firewall");
  if (firewall.kind() != JsonKind::object) return firewall.error("is not there");
  JsonWriter out(JsonLayout::compact);
  out.begin_object();
  write_inbound(out, update.name, update.inbound, update.balancers);
  const auto outbound = firewall.field("outbound_rules");
  if (outbound.absent_or_null())
    write_open_outbound(out);
  else
    copy(out.key("outbound_rules"), outbound);
  if (const auto droplets = firewall.field("droplet_ids"); !droplets.absent_or_null())
    copy(out.key("droplet_ids"), droplets);
  write_texts(out, "tags", with_ours(firewall.field("tags"), update.pool_tag));
  out.end_object();
  return std::move(out).finish();
}

}  // namespace muster::digitalocean
