#include <algorithm>

#include "providers/sandbox/simulation/agents.hpp"
#include "providers/sandbox/simulation/keep_log.hpp"
#include "providers/sandbox/state/state_text.hpp"
#include "providers/sandbox/wire/json_value.hpp"

namespace muster::sandbox {

namespace {

std::string text(const JsonValue& from, const char* name) {
  return from.at(name).text_or("");
}
std::int64_t number(const JsonValue& from, const char* name) {
  return from.at(name).integer_or(0);
}
bool flag(const JsonValue& from, const char* name) {
  return from.at(name).flag_or(false);
}
Instant moment(const JsonValue& from, const char* name) {
  return Instant(Duration(number(from, name)));
}

/// A value of an enumeration that begins with 0; the last one where the number is beyond it.
template <class E>
E choice(const JsonValue& from, const char* name, E last) {
  return static_cast<E>(std::clamp<std::int64_t>(number(from, name), 0, static_cast<std::int64_t>(last)));
}

void read(const JsonValue& from, LoadStretch& stretch) {
  stretch.from = moment(from, "from");
  stretch.running = flag(from, "running");
  stretch.boots = flag(from, "boots");
  stretch.busy_cores = from.at("busy").number_or(0);
  stretch.wanted_cores = from.at("wanted").number_or(0);
  stretch.memory_mib = from.at("memory").number_or(0);
  stretch.data_gib = from.at("data").number_or(0);
  stretch.vcpus = number(from, "vcpus");
  stretch.memory_total_mib = number(from, "memory_total");
  stretch.disk_gib = number(from, "disk");
  stretch.volume_ids = from.at("volumes").texts();
  stretch.volume_gib = from.at("volume_gib").ids();
}

void read(const JsonValue& from, Droplet& droplet) {
  droplet.id = number(from, "id");
  droplet.name = text(from, "name");
  droplet.size = text(from, "size");
  droplet.region = text(from, "region");
  droplet.image = number(from, "image");
  droplet.disk_gib = number(from, "disk");
  droplet.power = choice(from, "power", Power::off);
  droplet.pending_action = number(from, "pending");
  droplet.created_at = moment(from, "created");
  droplet.tags = from.at("tags").texts();
  droplet.volumes = from.at("volumes").texts();
  droplet.snapshots = from.at("snapshots").ids();
  droplet.actions = from.at("actions").ids();
  droplet.vpc = text(from, "vpc");
  droplet.public_address = text(from, "public");
  droplet.private_address = text(from, "private");
  droplet.addressed = flag(from, "addressed");
  droplet.monitoring = flag(from, "monitoring");
  droplet.ipv6 = flag(from, "ipv6");
  droplet.backups = flag(from, "backups");
  droplet.hidden = flag(from, "hidden");
  droplet.draining = flag(from, "draining");
  droplet.moving = flag(from, "moving");
  for (const auto& item : from.at("past").items) read(item, droplet.past.emplace_back());
}

void read(const JsonValue& from, Action& action) {
  action.id = number(from, "id");
  action.type = text(from, "type");
  action.status = choice(from, "status", ActionStatus::errored);
  action.started_at = moment(from, "started");
  if (from.has("completed")) action.completed_at = moment(from, "completed");
  action.resource_type = text(from, "resource");
  action.region = text(from, "region");
  action.droplet = number(from, "droplet");
  action.volume = text(from, "volume");
  action.target = text(from, "wish");
  action.grow_disk = flag(from, "grow_disk");
  action.then_on = flag(from, "then_on");
  action.fails = flag(from, "fails");
  action.gib = number(from, "gib");
}

void read(const JsonValue& from, Volume& volume) {
  volume.id = text(from, "id");
  volume.name = text(from, "name");
  volume.region = text(from, "region");
  volume.description = text(from, "description");
  volume.gib = number(from, "gib");
  volume.filesystem = text(from, "filesystem");
  volume.label = text(from, "label");
  volume.created_at = moment(from, "created");
  volume.tags = from.at("tags").texts();
  volume.droplet = number(from, "droplet");
  volume.pending_action = number(from, "pending");
}

void read(const JsonValue& from, ForwardingRule& rule) {
  rule = {text(from, "entry_protocol"), number(from, "entry_port"), text(from, "target_protocol"),
          number(from, "target_port"),  text(from, "certificate"),  flag(from, "passthrough")};
}

void read(const JsonValue& from, HealthCheck& health) {
  health = {text(from, "protocol"),   number(from, "port"),    text(from, "path"),
            number(from, "interval"), number(from, "timeout"), number(from, "unhealthy"),
            number(from, "healthy")};
}

void read(const JsonValue& from, LoadBalancer& balancer) {
  auto& set = balancer.set;
  balancer.id = text(from, "id");
  balancer.address = text(from, "address");
  balancer.busy = flag(from, "busy");
  balancer.created_at = moment(from, "created");
  set.name = text(from, "name");
  set.region = text(from, "region");
  set.vpc = text(from, "vpc");
  set.nodes = number(from, "nodes");
  set.algorithm = text(from, "algorithm");
  for (const auto& item : from.at("rules").items) read(item, set.rules.emplace_back());
  read(from.at("health"), set.health);
  set.sticky = text(from, "sticky");
  set.cookie = text(from, "cookie");
  set.cookie_seconds = number(from, "cookie_seconds");
  set.redirect_http = flag(from, "redirect_http");
  set.proxy_protocol = flag(from, "proxy_protocol");
  set.backend_keepalive = flag(from, "backend_keepalive");
  set.idle_seconds = number(from, "idle_seconds");
  set.network = text(from, "network");
  set.kind = text(from, "kind");
  set.deny = from.at("deny").texts();
  set.allow = from.at("allow").texts();
  set.tag = text(from, "tag");
  set.droplets = from.at("droplets").ids();
}

void read(const JsonValue& from, FirewallRule& rule) {
  rule.inbound = flag(from, "inbound");
  rule.protocol = text(from, "protocol");
  rule.ports = text(from, "ports");
  rule.peers = {from.at("addresses").texts(), from.at("droplets").ids(), from.at("load_balancers").texts(),
                from.at("tags").texts()};
}

void read(const JsonValue& from, Firewall& firewall) {
  firewall.id = text(from, "id");
  firewall.name = text(from, "name");
  firewall.applied = flag(from, "applied");
  firewall.created_at = moment(from, "created");
  for (const auto& item : from.at("rules").items) read(item, firewall.rules.emplace_back());
  firewall.droplets = from.at("droplets").ids();
  firewall.tags = from.at("tags").texts();
}

void read(const JsonValue& from, Vpc& vpc) {
  vpc = {text(from, "id"),    text(from, "name"),    text(from, "description"), text(from, "region"),
         text(from, "range"), flag(from, "default"), moment(from, "created")};
}

void read(const JsonValue& from, SshKey& key) {
  key = {number(from, "id"), text(from, "name"), text(from, "fingerprint"), text(from, "public_key")};
}

void read(const JsonValue& from, Image& image) {
  image.id = number(from, "id");
  image.name = text(from, "name");
  image.distribution = text(from, "distribution");
  image.type = "snapshot";
  image.min_disk_gib = number(from, "min_disk");
  image.regions = from.at("regions").texts();
  image.created_at = moment(from, "created");
  image.taken_of = number(from, "taken_of");
}

void read(const JsonValue& from, VolumeSnapshot& snapshot) {
  snapshot.id = text(from, "id");
  snapshot.name = text(from, "name");
  snapshot.volume = text(from, "volume");
  snapshot.region = text(from, "region");
  snapshot.gib = number(from, "gib");
  snapshot.created_at = moment(from, "created");
  snapshot.tags = from.at("tags").texts();
}

void read(const JsonValue& from, Load& load) {
  load.tag = text(from, "tag");
  load.agents = number(from, "agents");
  load.cores_per_agent = from.at("cores").number_or(0);
  load.memory_mib_per_agent = from.at("memory").number_or(0);
  load.disk_gib_per_agent = from.at("disk").number_or(0);
  for (const auto& item : from.at("on").items) load.on[number(item, "droplet")] = number(item, "agents");
}

template <class Key, class T>
void read_all(const JsonValue& from, Collection<Key, T>& all) {
  all.clear();
  for (const auto& item : from.items) {
    T record;
    read(item, record);
    all.add(std::move(record));
  }
}

void read_tags(const JsonValue& from, Cloud& cloud) {
  cloud.tags = {};
  for (const auto& item : from.items)
    cloud.tags.restore({text(item, "name"), flag(item, "exists"), {}, {}, item.at("images").ids()});
  for (std::size_t i = 0; i < cloud.droplets.size(); ++i)
    for (const auto& name : cloud.droplets.at(i).tags)
      cloud.tags.make(name).droplets.push_back(cloud.droplets.at(i).id);
  for (std::size_t i = 0; i < cloud.volumes.size(); ++i)
    for (const auto& name : cloud.volumes.at(i).tags)
      cloud.tags.make(name).volumes.push_back(cloud.volumes.at(i).id);
}

/// Whether every droplet and action names a size and region that this program sells.
bool is_sellable(const JsonValue& root, const Catalogue& catalogue) {
  const auto known_place = [&](const JsonValue& item) {
    return catalogue.region(text(item, "region")) != nullptr;
  };
  const auto known = [&](const JsonValue& item) {
    return catalogue.size(text(item, "size")) != nullptr && known_place(item);
  };
  const auto all_of = [&](const char* name, const auto& holds) {
    return std::all_of(root.at(name).items.begin(), root.at(name).items.end(), holds);
  };
  return all_of("droplets", known) && all_of("actions", known_place) && all_of("volumes", known_place) &&
         all_of("load_balancers", known_place);
}

}  // namespace

Result<Done> read_state(std::string_view source, Cloud& cloud) {
  const auto root = parse_json(source);
  if (!root) return root.error().during("reading the sandbox's state");
  if (number(*root, "version") != 1 || !root->at("droplets").is_list() ||
      !is_sellable(*root, cloud.catalogue))
    return Error{ErrorKind::invalid, "this is not the state of a sandbox, or of another version"};
  cloud.random = {static_cast<std::uint64_t>(number(*root, "seed")),
                  static_cast<std::uint64_t>(number(*root, "drawn"))};
  cloud.account_uuid = text(*root, "account");
  cloud.rules.droplet_limit = std::max(cloud.rules.droplet_limit, number(*root, "droplet_limit"));
  cloud.next_droplet = number(*root, "next_droplet");
  cloud.next_action = number(*root, "next_action");
  cloud.next_image = number(*root, "next_image");
  cloud.next_address = number(*root, "next_address");
  read_all(root->at("droplets"), cloud.droplets);
  read_all(root->at("actions"), cloud.actions);
  read_all(root->at("volumes"), cloud.volumes);
  read_all(root->at("volume_snapshots"), cloud.volume_snapshots);
  read_all(root->at("load_balancers"), cloud.load_balancers);
  read_all(root->at("firewalls"), cloud.firewalls);
  read_all(root->at("vpcs"), cloud.vpcs);
  read_all(root->at("keys"), cloud.keys);
  read_all(root->at("snapshots"), cloud.snapshots);
  read_tags(root->at("tags"), cloud);
  cloud.loads.clear();
  for (const auto& item : root->at("loads").items) read(item, cloud.loads.emplace_back());
  // An older version stored no `on`: it spread the agents again each time.
  for (std::size_t i = 0; i < cloud.loads.size(); ++i)
    if (!root->at("loads").items[i].has("on")) evaluate_agents_rule(cloud, cloud.loads[i]);
  begin_record(cloud);
  cloud.due.clear();
  for (const auto& item : root->at("due").items)
    cloud.due.emplace(moment(item, "at"), Transition{choice(item, "kind", Transition::Kind::droplet_vanishes),
                                                     text(item, "subject")});
  return Done{};
}

}  // namespace muster::sandbox
