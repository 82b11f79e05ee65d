#include <fmt/format.h>

#include "providers/sandbox/state/state_text.hpp"
#include "providers/sandbox/wire/json_text.hpp"

namespace muster::sandbox {

namespace {

std::int64_t ms(Instant at) {
  return at.time_since_epoch().count();
}

std::string decimal(double value) {
  return fmt::format("{}", value);
}

void write(JsonText& out, const LoadStretch& stretch) {
  out.open_object()
      .number("from", ms(stretch.from))
      .flag("running", stretch.running)
      .flag("boots", stretch.boots);
  out.raw("busy", decimal(stretch.busy_cores)).raw("wanted", decimal(stretch.wanted_cores));
  out.raw("memory", decimal(stretch.memory_mib)).raw("data", decimal(stretch.data_gib));
  out.number("vcpus", stretch.vcpus).number("memory_total", stretch.memory_total_mib);
  out.number("disk", stretch.disk_gib).texts("volumes", stretch.volume_ids);
  out.numbers("volume_gib", stretch.volume_gib).close_object();
}

void write(JsonText& out, const Droplet& droplet) {
  out.open_object().number("id", droplet.id).text("name", droplet.name).text("size", droplet.size);
  out.text("region", droplet.region).number("image", droplet.image).number("disk", droplet.disk_gib);
  out.number("power", static_cast<int>(droplet.power)).number("pending", droplet.pending_action);
  out.number("created", ms(droplet.created_at)).texts("tags", droplet.tags).texts("volumes", droplet.volumes);
  out.numbers("snapshots", droplet.snapshots).numbers("actions", droplet.actions).text("vpc", droplet.vpc);
  out.text("public", droplet.public_address).text("private", droplet.private_address);
  out.flag("addressed", droplet.addressed).flag("monitoring", droplet.monitoring).flag("ipv6", droplet.ipv6);
  out.flag("backups", droplet.backups)
      .flag("hidden", droplet.hidden)
      .flag("draining", droplet.draining)
      .flag("moving", droplet.moving);
  out.key("past").open_list();
  for (const auto& stretch : droplet.past) write(out, stretch);
  out.close_list().close_object();
}

void write(JsonText& out, const Action& action) {
  out.open_object().number("id", action.id).text("type", action.type);
  out.number("status", static_cast<int>(action.status)).number("started", ms(action.started_at));
  if (action.completed_at) out.number("completed", ms(*action.completed_at));
  out.text("resource", action.resource_type).text("region", action.region).number("droplet", action.droplet);
  out.text("volume", action.volume).text("wish", action.target).flag("grow_disk", action.grow_disk);
  out.flag("then_on", action.then_on).flag("fails", action.fails).number("gib", action.gib).close_object();
}

void write(JsonText& out, const Volume& volume) {
  out.open_object().text("id", volume.id).text("name", volume.name).text("region", volume.region);
  out.text("description", volume.description).number("gib", volume.gib).text("filesystem", volume.filesystem);
  out.text("label", volume.label).number("created", ms(volume.created_at)).texts("tags", volume.tags);
  out.number("droplet", volume.droplet).number("pending", volume.pending_action).close_object();
}

void write(JsonText& out, const ForwardingRule& rule) {
  out.open_object().text("entry_protocol", rule.entry_protocol).number("entry_port", rule.entry_port);
  out.text("target_protocol", rule.target_protocol).number("target_port", rule.target_port);
  out.text("certificate", rule.certificate).flag("passthrough", rule.tls_passthrough).close_object();
}

void write(JsonText& out, const HealthCheck& health) {
  out.open_object().text("protocol", health.protocol).number("port", health.port).text("path", health.path);
  out.number("interval", health.interval_seconds).number("timeout", health.timeout_seconds);
  out.number("unhealthy", health.unhealthy_after).number("healthy", health.healthy_after).close_object();
}

void write(JsonText& out, const LoadBalancer& balancer) {
  const auto& set = balancer.set;
  out.open_object().text("id", balancer.id).text("address", balancer.address).flag("busy", balancer.busy);
  out.number("created", ms(balancer.created_at)).text("name", set.name).text("region", set.region);
  out.text("vpc", set.vpc)
      .number("nodes", set.nodes)
      .text("algorithm", set.algorithm)
      .key("rules")
      .open_list();
  for (const auto& rule : set.rules) write(out, rule);
  write(out.close_list().key("health"), set.health);
  out.text("sticky", set.sticky).text("cookie", set.cookie).number("cookie_seconds", set.cookie_seconds);
  out.flag("redirect_http", set.redirect_http).flag("proxy_protocol", set.proxy_protocol);
  out.flag("backend_keepalive", set.backend_keepalive).number("idle_seconds", set.idle_seconds);
  out.text("network", set.network).text("kind", set.kind).texts("deny", set.deny).texts("allow", set.allow);
  out.text("tag", set.tag).numbers("droplets", set.droplets).close_object();
}

void write(JsonText& out, const FirewallRule& rule) {
  out.open_object().flag("inbound", rule.inbound).text("protocol", rule.protocol).text("ports", rule.ports);
  out.texts("addresses", rule.peers.addresses).numbers("droplets", rule.peers.droplets);
  out.texts("load_balancers", rule.peers.load_balancers).texts("tags", rule.peers.tags).close_object();
}

void write(JsonText& out, const Firewall& firewall) {
  out.open_object().text("id", firewall.id).text("name", firewall.name).flag("applied", firewall.applied);
  out.number("created", ms(firewall.created_at)).key("rules").open_list();
  for (const auto& rule : firewall.rules) write(out, rule);
  out.close_list().numbers("droplets", firewall.droplets).texts("tags", firewall.tags).close_object();
}

void write(JsonText& out, const Vpc& vpc) {
  out.open_object().text("id", vpc.id).text("name", vpc.name).text("description", vpc.description);
  out.text("region", vpc.region).text("range", vpc.range).flag("default", vpc.is_default);
  out.number("created", ms(vpc.created_at)).close_object();
}

void write(JsonText& out, const SshKey& key) {
  out.open_object().number("id", key.id).text("name", key.name).text("fingerprint", key.fingerprint);
  out.text("public_key", key.public_key).close_object();
}

void write(JsonText& out, const Image& image) {
  out.open_object().number("id", image.id).text("name", image.name).text("distribution", image.distribution);
  out.number("min_disk", image.min_disk_gib).texts("regions", image.regions);
  out.number("created", ms(image.created_at)).number("taken_of", image.taken_of).close_object();
}

void write(JsonText& out, const VolumeSnapshot& snapshot) {
  out.open_object().text("id", snapshot.id).text("name", snapshot.name).text("volume", snapshot.volume);
  out.text("region", snapshot.region).number("gib", snapshot.gib).number("created", ms(snapshot.created_at));
  out.texts("tags", snapshot.tags).close_object();
}

void write(JsonText& out, const Tag& tag) {
  out.open_object()
      .text("name", tag.name)
      .flag("exists", tag.exists)
      .numbers("images", tag.images)
      .close_object();
}

void write(JsonText& out, const Load& load) {
  out.open_object()
      .text("tag", load.tag)
      .number("agents", load.agents)
      .raw("cores", decimal(load.cores_per_agent));
  out.raw("memory", decimal(load.memory_mib_per_agent)).raw("disk", decimal(load.disk_gib_per_agent));
  out.key("on").open_list();
  for (const auto& [id, agents] : load.on)
    out.open_object().number("droplet", id).number("agents", agents).close_object();
  out.close_list().close_object();
}

template <class Key, class T>
void write_all(JsonText& out, const char* name, const Collection<Key, T>& all) {
  out.key(name).open_list();
  for (std::size_t i = 0; i < all.size(); ++i) write(out, all.at(i));
  out.close_list();
}

}  // namespace

std::string write_state(const Cloud& cloud) {
  JsonText out;
  out.open_object().number("version", 1).number("seed", static_cast<std::int64_t>(cloud.random.seed));
  out.number("drawn", static_cast<std::int64_t>(cloud.random.drawn)).text("account", cloud.account_uuid);
  out.number("droplet_limit", cloud.rules.droplet_limit).number("next_droplet", cloud.next_droplet);
  out.number("next_action", cloud.next_action).number("next_image", cloud.next_image);
  out.number("next_address", cloud.next_address);
  write_all(out, "droplets", cloud.droplets);
  write_all(out, "actions", cloud.actions);
  write_all(out, "volumes", cloud.volumes);
  write_all(out, "volume_snapshots", cloud.volume_snapshots);
  write_all(out, "load_balancers", cloud.load_balancers);
  write_all(out, "firewalls", cloud.firewalls);
  write_all(out, "vpcs", cloud.vpcs);
  write_all(out, "keys", cloud.keys);
  write_all(out, "snapshots", cloud.snapshots);
  out.key("tags").open_list();
  for (const auto& [name, tag] : cloud.tags.remembered()) write(out, tag);
  out.close_list().key("loads").open_list();
  for (const auto& load : cloud.loads) write(out, load);
  out.close_list().key("due").open_list();
  for (const auto& [at, transition] : cloud.due)
    out.open_object()
        .number("at", ms(at))
        .number("kind", static_cast<int>(transition.kind))
        .text("subject", transition.subject)
        .close_object();
  out.close_list().close_object();
  return out.take() + "\n";
}

}  // namespace muster::sandbox
