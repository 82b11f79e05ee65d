#include "reconciler/adapters/readings/open/open_source.hpp"

#include <fmt/format.h>

#include "reconciler/adapters/readings/host_source.hpp"
#include "reconciler/adapters/readings/page/node_exporter_source.hpp"
#include "reconciler/adapters/readings/prometheus/prometheus_queries.hpp"
#include "reconciler/adapters/readings/prometheus/prometheus_source.hpp"
#include "reconciler/adapters/readings/push/push_receiver.hpp"

namespace muster {
namespace {

using Opened = Result<std::unique_ptr<ReadingSource>>;

Opened open_prometheus(const ReadingsRule& rule, const SourceDeps& deps) {
  PrometheusOptions options;
  options.url = rule.url;
  options.label = rule.label;
  options.queries = prometheus_queries(rule.queries);
  options.timeout = rule.timeout;
  if (!rule.secret.empty()) {
    auto token = deps.secret({rule.secret, SecretRole::token, origin_of(rule.url)});
    if (!token) return token.error();
    options.token = *std::move(token);
  }
  return Opened(std::make_unique<PrometheusSource>(deps.client, deps.clock, std::move(options), deps.needs));
}

Opened open_host(const ReadingsRule& rule, const SourceDeps& deps) {
  const auto slot = parse_slot(rule.machine);
  if (!slot) return slot.error();
  auto probe = HostProbe::make({.agents = {.pattern = rule.agents, .cgroup = rule.agents_cgroup},
                                .logs = rule.logs,
                                .databases = rule.databases});
  if (!probe) return probe.error();
  return Opened(std::make_unique<HostSource>(*slot, *std::move(probe), deps.clock, deps.needs));
}

}  // namespace

Opened open_source(const ReadingsRule& rule, const SourceDeps& deps) {
  if (rule.kind == "prometheus") return open_prometheus(rule, deps);
  if (rule.kind == "host") return open_host(rule, deps);
  if (rule.kind == "node_exporter")
    return Opened(std::make_unique<NodeExporterSource>(
        deps.client, deps.clock, NodeExporterOptions{rule.url, rule.timeout}, deps.needs));
  return Error{ErrorKind::invalid, fmt::format("\"{}\" is not a kind of source", rule.kind)};
}

Opened open_node_source(const ReadingsRule& rule, const FleetName& fleet, const SourceDeps& deps) {
  auto key = deps.secret({.name = rule.secret, .role = SecretRole::node_key});
  if (!key) return key.error();
  HttpServerOptions options;
  options.listen = rule.listen;
  options.certificate = rule.certificate;
  options.certificate_key = rule.certificate_key;
  auto source = NodeSource::open(
      options, std::make_unique<PushReceiver>(fleet, *std::move(key), deps.clock, deps.needs));
  if (!source) return source.error();
  return Opened(*std::move(source));
}

}  // namespace muster
