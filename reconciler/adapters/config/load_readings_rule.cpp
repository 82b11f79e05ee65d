#include "reconciler/adapters/config/load_readings_rule.hpp"

#include <fmt/format.h>

#include "reconciler/adapters/config/fields/kind_fields.hpp"
#include "reconciler/adapters/host/agent_counter.hpp"
#include "reconciler/adapters/http/http_message.hpp"
#include "reconciler/core/fleet/resource/slot.hpp"
#include "reconciler/core/reading/reading.hpp"
#include "reconciler/ports/provider_registry.hpp"

namespace muster {
namespace {

const std::vector<KindFields>& readings_kinds() {
  static const std::vector<KindFields> all = {
      {"file", {"path"}, {{"path", "readings.ndjson"}}},
      {"prometheus", {"url", "label", "queries", "timeout", "token"}, {{"url", "http://prometheus:9090"}}},
      {"node_exporter", {"url", "timeout"}, {}},
      {"host", {"machine", "agents", "logs", "databases"}, {{"machine", "worker/1"}}},
      {"node",
       {"listen", "certificate", "certificate_key", "key"},
       {{"listen", "127.0.0.1:8443"}, {"key", "node-key"}}},
  };
  return all;
}

/// The monitoring of a cloud has no fields of its own.
std::vector<KindFields> kinds_with_clouds() {
  auto all = readings_kinds();
  for (const auto& cloud : provider_registry()) {
    if (cloud.readings) all.push_back({cloud.name, {}, {}});
  }
  return all;
}

void read_url(const DeclaredFields& fields, ReadingsRule& rule) {
  rule.url = fields.text("url", rule.kind == "node_exporter" ? "http://{address}:9100/metrics" : "");
  if (rule.url.empty() || report_bad_url(fields, rule.url)) return;
  if (rule.kind == "prometheus" && rule.url.find_first_of("?#") != std::string::npos) {
    fields.report("url", "an address with a query", "the address of Prometheus alone");
  } else if (rule.kind == "node_exporter" && rule.url.find("{address}") == std::string::npos &&
             rule.url.find("{name}") == std::string::npos) {
    fields.report("url", "the same page for every machine",
                  "{address} or {name} in the place of the machine's own");
  } else if (!rule.secret.empty() && !is_safe_for_keys(rule.url)) {
    fields.report("url", "a token would travel over the network in clear text", "https://");
  }
}

void read_agents(const DeclaredFields& fields, ReadingsRule& rule) {
  const auto agents = fields.map("agents");
  rule.agents = agents.text("matching");
  rule.agents_cgroup = agents.text("cgroup");
  if (!rule.agents.empty() && !rule.agents_cgroup.empty())
    agents.report("cgroup", "agents are counted in two ways", "matching or cgroup");
  if (const auto problem = rule.agents.empty() ? "" : agent_pattern_problem(rule.agents); !problem.empty())
    agents.report("matching", fmt::format("\"{}\" is not a regular expression: {}", rule.agents, problem),
                  "RE2's language");
  if (rule.agents_cgroup.find("..") != std::string::npos)
    agents.report("cgroup", "a control group outside /sys/fs/cgroup", "a path such as agents.slice");
}

void read_machine(const DeclaredFields& fields, const Fleet& fleet, ReadingsRule& rule) {
  rule.machine = fields.text("machine");
  const auto slot = parse_slot(rule.machine);
  if (!slot || fleet.find_pool(slot->pool) != nullptr) return;
  std::vector<std::string> pools;
  for (const auto& pool : fleet.pools) pools.push_back(pool.name.value);
  const auto nearest = nearest_word(slot->pool.value, pools);
  fields.report("machine", fmt::format("there is no pool \"{}\"", slot->pool.value),
                "a machine of this fleet",
                nearest.empty() ? "" : fmt::format("did you mean \"{}/{}\"?", nearest, slot->number));
}

void read_listener(const DeclaredFields& fields, ReadingsRule& rule) {
  rule.listen = fields.text("listen");
  rule.certificate = fields.text("certificate");
  rule.certificate_key = fields.text("certificate_key");
  if (rule.certificate.empty() != rule.certificate_key.empty())
    fields.report(rule.certificate.empty() ? "certificate_key" : "certificate",
                  "a certificate and its key go together", "both, or neither");
  if (!rule.listen.empty() && rule.certificate.empty() && !is_loopback(rule.listen))
    fields.report("listen", "machines' tokens would travel over the network in clear text",
                  "a certificate and its key, or an address of this machine such as 127.0.0.1:8443",
                  "a proxy in front may terminate TLS");
  const auto colon = rule.listen.rfind(':');
  const auto port = colon == std::string::npos ? std::string() : rule.listen.substr(colon + 1);
  if (!port.empty() && port.size() <= 5 && std::stoi(port) > 65535)
    fields.report("listen", fmt::format("there is no port {}", port), "a port from 1 to 65535");
}

}  // namespace

ReadingsRule load_readings_rule(const DeclaredFields& fields, const Fleet& fleet) {
  ReadingsRule rule;
  rule.kind = fields.text("from");
  if (const auto* cloud = find_provider(rule.kind)) rule.cloud = cloud->readings;
  rule.path = fields.text("path");
  check_kind_fields(fields, rule.kind, kinds_with_clouds(), "readings from", "only the field from");
  rule.secret = fields.text(rule.kind == "node" ? "key" : "token");
  read_url(fields, rule);
  if (rule.kind == "prometheus") rule.label = fields.text("label", "instance");
  const auto queries = fields.map("queries");
  for (const auto& metric : metric_words()) {
    if (queries.has(metric)) rule.queries[metric] = queries.text(metric);
  }
  rule.timeout = fields.duration("timeout", rule.timeout);
  if (rule.timeout < 100ms || rule.timeout > std::chrono::minutes(5))
    fields.report("timeout", "a timeout that is too short or too long", "100ms to 5m");
  read_machine(fields, fleet, rule);
  read_agents(fields, rule);
  for (auto& folder : fields.texts("logs")) rule.logs.push_back(std::move(folder.text));
  for (auto& folder : fields.texts("databases")) rule.databases.push_back(std::move(folder.text));
  read_listener(fields, rule);
  return rule;
}

}  // namespace muster
