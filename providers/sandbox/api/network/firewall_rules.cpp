#include "providers/sandbox/api/network/firewall_rules.hpp"

#include <charconv>

#include "providers/sandbox/api/reply.hpp"
#include "providers/sandbox/api/resource_json.hpp"

namespace muster::sandbox {

namespace {

bool is_port_text(std::string_view text) {
  int port = -1;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), port);
  return read.ec == std::errc() && read.ptr == text.data() + text.size() && port >= 0 && port <= 65535;
}

bool is_ports(const std::string& ports) {
  const auto dash = ports.find('-');
  if (dash == std::string::npos) return is_port_text(ports);
  const auto low = ports.substr(0, dash);
  const auto high = ports.substr(dash + 1);
  return is_port_text(low) && is_port_text(high) && std::stoi(low) <= std::stoi(high);
}

std::optional<Response> read_rule(const Call& call, const JsonValue& given, bool inbound,
                                  FirewallRule& rule) {
  rule.inbound = inbound;
  rule.protocol = given.at("protocol").text_or("");
  rule.ports = given.at("ports").text_or("");
  if (rule.protocol != "tcp" && rule.protocol != "udp" && rule.protocol != "icmp")
    return unprocessable("firewall rule has an invalid protocol");
  if (rule.protocol == "icmp" || rule.ports == "all") rule.ports = "0";
  if (!is_ports(rule.ports)) return unprocessable("ports '" + rule.ports + "' are invalid");
  const auto& peers = given.at(inbound ? "sources" : "destinations");
  if (!peers.is_object())
    return unprocessable(inbound ? "inbound rule needs sources" : "outbound rule needs destinations");
  rule.peers.addresses = peers.at("addresses").texts();
  rule.peers.droplets = peers.at("droplet_ids").ids();
  rule.peers.load_balancers = peers.at("load_balancer_uids").texts();
  rule.peers.tags = peers.at("tags").texts();
  return refusal_of_tags(call, rule.peers.tags);
}

void show_peers(JsonText& out, const char* key, const Peers& peers) {
  out.key(key).open_object();
  if (!peers.addresses.empty()) out.texts("addresses", peers.addresses);
  if (!peers.droplets.empty()) out.numbers("droplet_ids", peers.droplets);
  if (!peers.load_balancers.empty()) out.texts("load_balancer_uids", peers.load_balancers);
  if (!peers.tags.empty()) out.texts("tags", peers.tags);
  out.close_object();
}

void show_rules(JsonText& out, const Firewall& firewall, bool inbound) {
  out.key(inbound ? "inbound_rules" : "outbound_rules").open_list();
  for (const auto& rule : firewall.rules) {
    if (rule.inbound != inbound) continue;
    out.open_object().text("protocol", rule.protocol).text("ports", rule.ports);
    show_peers(out, inbound ? "sources" : "destinations", rule.peers);
    out.close_object();
  }
  out.close_list();
}

}  // namespace

std::optional<Response> refusal_of_tags(const Call& call, const std::vector<std::string>& tags) {
  for (const auto& tag : tags)
    if (call.cloud.tags.find(tag) == nullptr) return unprocessable("tag " + tag + " does not exist");
  return std::nullopt;
}

std::optional<Response> read_firewall_rules(const Call& call, std::vector<FirewallRule>& rules) {
  for (const bool inbound : {true, false}) {
    for (const auto& given : call.body.at(inbound ? "inbound_rules" : "outbound_rules").items) {
      FirewallRule rule;
      if (auto refusal = read_rule(call, given, inbound, rule)) return refusal;
      rules.push_back(std::move(rule));
    }
  }
  return std::nullopt;
}

void write_json(JsonText& out, const Cloud& cloud, const Firewall& firewall) {
  out.open_object().text("id", firewall.id).text("name", firewall.name);
  out.text("status", firewall.applied ? "succeeded" : "waiting");
  show_rules(out, firewall, true);
  show_rules(out, firewall, false);
  out.text("created_at", api_time(firewall.created_at)).numbers("droplet_ids", firewall.droplets);
  out.texts("tags", firewall.tags).key("pending_changes").open_list();
  if (!firewall.applied)
    for (const auto id : firewall.droplets)
      if (cloud.droplets.find(id) != nullptr)
        out.open_object()
            .number("droplet_id", id)
            .flag("removing", false)
            .text("status", "waiting")
            .close_object();
  out.close_list().close_object();
}

}  // namespace muster::sandbox
