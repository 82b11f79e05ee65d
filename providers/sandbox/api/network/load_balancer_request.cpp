#include "providers/sandbox/api/network/load_balancer_request.hpp"

#include <algorithm>

#include "providers/sandbox/api/reply.hpp"
#include "providers/sandbox/api/resource_json.hpp"

namespace muster::sandbox {

namespace {

using Refusal = std::optional<Response>;

constexpr std::size_t most_named = 10;

bool is_among(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_port(std::int64_t port) {
  return port >= 1 && port <= 65535;
}

Refusal read_health(const JsonValue& body, HealthCheck& health) {
  const auto& given = body.at("health_check");
  if (given.is_null()) return std::nullopt;
  health.protocol = given.at("protocol").text_or(health.protocol);
  health.port = given.at("port").integer_or(health.port);
  health.path = health.protocol == "tcp" ? "" : given.at("path").text_or("/");
  health.interval_seconds = given.at("check_interval_seconds").integer_or(health.interval_seconds);
  health.timeout_seconds = given.at("response_timeout_seconds").integer_or(health.timeout_seconds);
  health.unhealthy_after = given.at("unhealthy_threshold").integer_or(health.unhealthy_after);
  health.healthy_after = given.at("healthy_threshold").integer_or(health.healthy_after);
  if (!is_among(health.protocol, {"http", "https", "tcp"}))
    return unprocessable("health_check.protocol is invalid");
  if (!is_port(health.port)) return unprocessable("health_check.port is invalid");
  const auto in_seconds = [](std::int64_t n) { return n >= 3 && n <= 300; };
  if (!in_seconds(health.interval_seconds) || !in_seconds(health.timeout_seconds))
    return unprocessable("health_check intervals must be between 3 and 300 seconds");
  const auto in_times = [](std::int64_t n) { return n >= 2 && n <= 10; };
  if (!in_times(health.unhealthy_after) || !in_times(health.healthy_after))
    return unprocessable("health_check thresholds must be between 2 and 10");
  return std::nullopt;
}

Refusal read_nodes(const JsonValue& body, LoadBalancerRequest& request) {
  if (body.has("size") && body.has("size_unit"))
    return unprocessable("size and size_unit cannot be combined");
  const auto word = body.at("size").text_or("");
  if (!word.empty() && !is_among(word, {"lb-small", "lb-medium", "lb-large"}))
    return unprocessable("size is invalid");
  request.nodes = word == "lb-large" ? 6 : word == "lb-medium" ? 3 : body.at("size_unit").integer_or(1);
  if (request.nodes < 1 || request.nodes > 200) return unprocessable("size_unit must be between 1 and 200");
  return std::nullopt;
}

Refusal read_place(const Call& call, LoadBalancerRequest& request) {
  const auto* region = call.cloud.catalogue.region(call.body.at("region").text_or(""));
  if (region == nullptr || !region->open)
    return unprocessable("region is invalid or does not offer load balancers");
  request.region = region->slug;
  const auto* chosen = default_vpc(call.cloud, request.region);
  if (const auto& asked = call.body.at("vpc_uuid"); asked.is_text() && !asked.string.empty())
    chosen = call.cloud.vpcs.find(asked.string);
  if (chosen == nullptr || chosen->region != request.region)
    return unprocessable("vpc_uuid must be a VPC of the region");
  request.vpc = chosen->id;
  return std::nullopt;
}

Refusal read_members(const Call& call, LoadBalancerRequest& request) {
  request.tag = call.body.at("tag").text_or("");
  request.droplets = call.body.at("droplet_ids").ids();
  const bool names = call.body.at("droplet_ids").is_list();
  if (request.tag.empty() && !names)
    return unprocessable("need to provide either a tag or a list of droplets");
  if (!request.tag.empty() && !request.droplets.empty())
    return unprocessable("tag and droplet_ids cannot be combined");
  if (!request.tag.empty() && !TagIndex::is_valid_name(request.tag))
    return unprocessable("tag contains invalid characters");
  if (request.droplets.size() > most_named)
    return unprocessable("Load Balancers take no more than 10 droplets by id; use a tag");
  for (const auto id : request.droplets)
    if (auto refusal = refusal_of_member(call, request.region, id)) return refusal;
  return std::nullopt;
}

Refusal read_sticky(const JsonValue& body, LoadBalancerRequest& request) {
  const auto& given = body.at("sticky_sessions");
  request.sticky = given.at("type").text_or("none");
  if (request.sticky != "none" && request.sticky != "cookies")
    return unprocessable("sticky_sessions.type is invalid");
  if (request.sticky == "none") return std::nullopt;
  request.cookie = given.at("cookie_name").text_or("");
  request.cookie_seconds = given.at("cookie_ttl_seconds").integer_or(0);
  if (request.cookie.empty() || request.cookie_seconds < 1)
    return unprocessable("sticky_sessions with cookies need cookie_name and cookie_ttl_seconds");
  return std::nullopt;
}

Refusal read_behaviour(const JsonValue& body, LoadBalancerRequest& request) {
  request.algorithm = body.at("algorithm").text_or(request.algorithm);
  if (request.algorithm.empty()) request.algorithm = "round_robin";
  if (!is_among(request.algorithm, {"round_robin", "least_connections"}))
    return unprocessable("algorithm is invalid");
  request.redirect_http = body.at("redirect_http_to_https").flag_or(false);
  request.proxy_protocol = body.at("enable_proxy_protocol").flag_or(false);
  request.backend_keepalive = body.at("enable_backend_keepalive").flag_or(false);
  request.idle_seconds = body.at("http_idle_timeout_seconds").integer_or(60);
  if (request.idle_seconds < 30 || request.idle_seconds > 600)
    return unprocessable("http_idle_timeout_seconds must be between 30 and 600");
  request.network = body.at("network").text_or("EXTERNAL");
  if (!is_among(request.network, {"EXTERNAL", "INTERNAL"})) return unprocessable("network is invalid");
  request.kind = body.at("type").text_or("REGIONAL");
  if (!is_among(request.kind, {"REGIONAL", "REGIONAL_NETWORK"})) return unprocessable("type is invalid");
  request.deny = body.at("firewall").at("deny").texts();
  request.allow = body.at("firewall").at("allow").texts();
  return std::nullopt;
}

}  // namespace

std::optional<Response> read_rules(const JsonValue& body, std::vector<ForwardingRule>& rules) {
  for (const auto& given : body.at("forwarding_rules").items) {
    ForwardingRule rule;
    rule.entry_protocol = given.at("entry_protocol").text_or("");
    rule.entry_port = given.at("entry_port").integer_or(0);
    rule.target_protocol = given.at("target_protocol").text_or("");
    rule.target_port = given.at("target_port").integer_or(0);
    rule.certificate = given.at("certificate_id").text_or("");
    rule.tls_passthrough = given.at("tls_passthrough").flag_or(false);
    if (!is_among(rule.entry_protocol, {"http", "https", "http2", "http3", "tcp", "udp"}) ||
        !is_among(rule.target_protocol, {"http", "https", "http2", "tcp", "udp"}))
      return unprocessable("forwarding rule has an invalid protocol");
    if ((rule.entry_protocol == "udp") != (rule.target_protocol == "udp"))
      return unprocessable("udp can only be forwarded to udp");
    if (!is_port(rule.entry_port) || !is_port(rule.target_port))
      return unprocessable("forwarding rule has an invalid port");
    rules.push_back(rule);
  }
  if (rules.empty()) return unprocessable("Load Balancers need at least one forwarding rule");
  return std::nullopt;
}

std::optional<Response> refusal_of_member(const Call& call, const std::string& region, std::int64_t id) {
  const auto* droplet = call.cloud.droplets.find(id);
  if (droplet == nullptr) return unprocessable("droplet " + std::to_string(id) + " does not exist");
  if (droplet->region != region) return unprocessable("droplets must be in the region of the Load Balancer");
  return std::nullopt;
}

std::vector<std::int64_t> members_of(const Cloud& cloud, const LoadBalancer& balancer) {
  if (balancer.set.tag.empty()) return balancer.set.droplets;
  std::vector<std::int64_t> members;
  if (const auto* tag = cloud.tags.find(balancer.set.tag))
    for (const auto id : tag->droplets)
      if (cloud.droplets.find(id)->region == balancer.set.region) members.push_back(id);
  return members;
}

std::optional<Response> read_load_balancer_request(const Call& call, LoadBalancerRequest& request) {
  if (!call.body.is_object()) return refuse(400, "error parsing request body");
  request.name = call.body.at("name").text_or("");
  if (request.name.empty() || request.name.size() > 255) return unprocessable("name can't be blank");
  if (auto refusal = read_place(call, request)) return refusal;
  if (auto refusal = read_rules(call.body, request.rules)) return refusal;
  if (auto refusal = read_members(call, request)) return refusal;
  if (auto refusal = read_health(call.body, request.health)) return refusal;
  if (auto refusal = read_nodes(call.body, request)) return refusal;
  if (auto refusal = read_sticky(call.body, request)) return refusal;
  return read_behaviour(call.body, request);
}

void write_json(JsonText& out, const Cloud& cloud, const LoadBalancer& balancer) {
  const auto& set = balancer.set;
  out.open_object().text("id", balancer.id).text("name", set.name).text("ip", balancer.address);
  out.text("ipv6", "").number("size_unit", set.nodes);
  if (set.nodes == 1) out.text("size", "lb-small");
  if (set.nodes == 3) out.text("size", "lb-medium");
  if (set.nodes == 6) out.text("size", "lb-large");
  out.text("algorithm", set.algorithm).text("status", balancer.address.empty() ? "new" : "active");
  out.text("created_at", api_time(balancer.created_at)).key("forwarding_rules").open_list();
  for (const auto& rule : set.rules) {
    out.open_object().text("entry_protocol", rule.entry_protocol).number("entry_port", rule.entry_port);
    out.text("target_protocol", rule.target_protocol).number("target_port", rule.target_port);
    out.text("certificate_id", rule.certificate).flag("tls_passthrough", rule.tls_passthrough).close_object();
  }
  out.close_list().key("health_check").open_object().text("protocol", set.health.protocol);
  out.number("port", set.health.port).text("path", set.health.path);
  out.number("check_interval_seconds", set.health.interval_seconds);
  out.number("response_timeout_seconds", set.health.timeout_seconds);
  out.number("unhealthy_threshold", set.health.unhealthy_after);
  out.number("healthy_threshold", set.health.healthy_after).close_object();
  out.key("sticky_sessions").open_object().text("type", set.sticky);
  if (set.sticky == "cookies")
    out.text("cookie_name", set.cookie).number("cookie_ttl_seconds", set.cookie_seconds);
  out.close_object().flag("redirect_http_to_https", set.redirect_http);
  out.flag("enable_proxy_protocol", set.proxy_protocol)
      .flag("enable_backend_keepalive", set.backend_keepalive);
  out.number("http_idle_timeout_seconds", set.idle_seconds).text("vpc_uuid", set.vpc);
  out.flag("disable_lets_encrypt_dns_records", false)
      .text("network", set.network)
      .text("network_stack", "IPV4");
  out.text("type", set.kind).key("firewall").open_object().texts("deny", set.deny).texts("allow", set.allow);
  out.close_object().raw("region", cloud.catalogue.region(set.region)->json).text("tag", set.tag);
  out.numbers("droplet_ids", members_of(cloud, balancer)).close_object();
}

}  // namespace muster::sandbox
