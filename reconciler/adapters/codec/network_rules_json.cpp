#include "reconciler/adapters/codec/network_rules_json.hpp"

#include "reconciler/adapters/json/json_fields.hpp"

namespace muster {

void write_health(JsonWriter& out, const HealthCheck& health) {
  out.begin_object().key("protocol").text(health.protocol);
  out.key("port").integer(health.port).key("path").text(health.path).end_object();
}

Result<HealthCheck> read_health(const JsonView& view) {
  JsonFields in(view);
  HealthCheck health{in.text("protocol"), static_cast<int>(in.integer("port")), in.text("path")};
  if (in.failed()) return in.error();
  return health;
}

void write_forwarding(JsonWriter& out, const std::vector<Forwarding>& rules) {
  out.begin_array();
  for (const auto& f : rules) {
    out.begin_object().key("entry_protocol").text(f.entry_protocol).key("entry_port").integer(f.entry_port);
    out.key("target_protocol").text(f.target_protocol).key("target_port").integer(f.target_port).end_object();
  }
  out.end_array();
}

Result<std::vector<Forwarding>> read_forwarding(const JsonView& list) {
  const auto items = list.items();
  if (!items) return items.error();
  std::vector<Forwarding> rules;
  for (const JsonView item : *items) {
    JsonFields in(item);
    rules.push_back({in.text("entry_protocol"), static_cast<int>(in.integer("entry_port")),
                     in.text("target_protocol"), static_cast<int>(in.integer("target_port"))});
    if (in.failed()) return in.error();
  }
  return rules;
}

void write_firewall_rules(JsonWriter& out, const std::vector<FirewallRule>& rules) {
  out.begin_array();
  for (const auto& rule : rules) {
    out.begin_object().key("protocol").text(rule.protocol).key("ports").text(rule.ports);
    out.key("sources").begin_array();
    for (const auto& source : rule.sources) out.text(source);
    out.end_array().end_object();
  }
  out.end_array();
}

Result<std::vector<FirewallRule>> read_firewall_rules(const JsonView& list) {
  const auto items = list.items();
  if (!items) return items.error();
  std::vector<FirewallRule> rules;
  for (const JsonView item : *items) {
    JsonFields in(item);
    rules.push_back({in.text("protocol"), in.text("ports"), in.texts("sources")});
    if (in.failed()) return in.error();
  }
  return rules;
}

}  // namespace muster
