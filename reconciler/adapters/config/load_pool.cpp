#include "reconciler/adapters/config/load_pool.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>

#include "reconciler/adapters/config/check_user_data.hpp"
#include "reconciler/adapters/config/fields/declared_units.hpp"
#include "reconciler/core/base/lower_case.hpp"

namespace muster {
namespace {

/// The highest limit of a cloud; one with a lower limit reports it itself.
constexpr std::size_t kUserDataLimit = 64 * 1024;

std::vector<std::string> tags_in(const DeclaredFields& fields) {
  std::vector<std::string> tags;
  std::map<std::string, std::string> seen;  // By lower case: clouds compare tags so.
  for (const auto& item : fields.texts("tags")) {
    const auto [first, is_new] = seen.emplace(lower_case(item.text), item.text);
    if (!is_new && first->second != item.text)
      fields.report(item, fmt::format("the tags \"{}\" and \"{}\" are the same", first->second, item.text),
                    "tags that differ by more than upper and lower case");
    if (first->first.starts_with("muster-"))
      fields.report(item, fmt::format("the tag \"{}\" begins with muster-", item.text),
                    "a tag of your own: muster- marks what muster owns");
    tags.push_back(item.text);
  }
  std::sort(tags.begin(), tags.end());
  return tags;
}

/// A problem in another file is reported at that file's line; a problem in this file at its field.
void check_text(const DeclaredFields& fields, const std::string& key, const std::string& text) {
  const auto here = fields.at(key);
  if (key == "user_data_file") {
    const auto folder = here.file.substr(0, here.file.rfind('/') + 1);
    return fields.take(check_user_data(text, {folder + fields.text(key), 1, 1}, fields.path(key)));
  }
  auto problems = check_user_data(text, {}, fields.path(key));
  for (auto& problem : problems) problem.at = here;
  fields.take(std::move(problems));
}

std::string user_data_in(const DeclaredFields& fields, const ReadBeside& read_beside) {
  auto text = fields.text("user_data");
  std::string key = "user_data";
  if (fields.has("user_data_file")) {
    if (fields.has("user_data"))
      fields.report("user_data_file", "user_data is declared too", "one of user_data and user_data_file");
    key = "user_data_file";
    text = fields.read<std::string>(key, read_beside).value_or("");
  }
  check_text(fields, key, text);
  if (text.size() > kUserDataLimit)
    fields.report(key, fmt::format("the user data has {} bytes", text.size()), "at most 65536 bytes",
                  "let it fetch what it needs");
  return text;
}

std::vector<VolumeRule> volumes_in(const DeclaredFields& fields) {
  std::vector<VolumeRule> volumes;
  for (const auto& volume : fields.maps("volumes"))
    volumes.push_back(
        {volume.read<int>("size", parse_volume_gib).value_or(0), volume.text("filesystem", "ext4")});
  return volumes;
}

Forwarding forwarding_in(const DeclaredFields& fields) {
  Forwarding forwarding;
  const auto from = fields.read<Endpoint>("from", parse_endpoint);
  const auto to = fields.read<Endpoint>("to", parse_endpoint);
  if (!from || !to) return forwarding;
  if ((from->protocol == "udp") != (to->protocol == "udp"))
    fields.report("to", fmt::format("{} cannot be forwarded as {}", from->protocol, to->protocol),
                  "udp to udp, or http and tcp to http and tcp");
  return {.entry_protocol = from->protocol,
          .entry_port = from->port,
          .target_protocol = to->protocol,
          .target_port = to->port};
}

std::optional<BalancerRule> balancer_in(const DeclaredFields& pool) {
  if (!pool.has("load_balancer")) return std::nullopt;
  const auto fields = pool.map("load_balancer");
  BalancerRule rule;
  rule.from_machines = fields.number("from_machines", rule.from_machines);
  std::map<std::pair<bool, int>, int> listens;
  for (const auto& item : fields.maps("forward")) {
    rule.forwarding.push_back(forwarding_in(item));
    const auto& last = rule.forwarding.back();
    if (++listens[{last.entry_protocol == "udp", last.entry_port}] == 2)
      item.report("from", fmt::format("port {} is forwarded twice", last.entry_port), "each port once");
  }
  const auto health = fields.map("health");
  if (const auto check = health.read<Endpoint>("check", parse_endpoint)) {
    rule.health.protocol = check->protocol;
    rule.health.port = check->port;
  }
  rule.health.path = health.text("path", rule.health.protocol == "http" ? "/" : "");
  if (rule.health.protocol != "http" && health.has("path"))
    health.report("path", "a tcp check has no path", "check: http:PORT, or no path");
  return rule;
}

std::vector<std::string> sources_in(const DeclaredFields& fields, bool has_balancer) {
  std::vector<std::string> sources;
  for (const auto& item : fields.texts("from")) {
    if (item.text == "anywhere") {
      sources.insert(sources.end(), {"0.0.0.0/0", "::/0"});
    } else if (item.text == "load_balancer") {
      if (!has_balancer)
        fields.report(item, "the pool has no load balancer", "a pool with the field load_balancer");
      sources.push_back("balancer");
    } else if (const auto range = parse_address_range(item.text)) {
      sources.push_back(*range);
    } else {
      fields.report(item, range.error().what, "addresses in CIDR form, anywhere, or load_balancer");
    }
  }
  std::sort(sources.begin(), sources.end());
  sources.erase(std::unique(sources.begin(), sources.end()), sources.end());
  return sources;
}

std::vector<FirewallRule> firewall_in(const DeclaredFields& pool) {
  std::vector<FirewallRule> rules;
  for (const auto& fields : pool.maps("firewall")) {
    FirewallRule rule;
    rule.protocol = fields.text("protocol", "tcp");
    rule.ports = "all";
    if (rule.protocol == "icmp" && fields.has("ports"))
      fields.report("ports", "icmp has no ports", "no field ports");
    else if (rule.protocol != "icmp" && !fields.has("ports"))
      fields.report("ports", fmt::format("the ports of {} are missing", rule.protocol),
                    "ports: 22, 8000-9000 or all");
    else
      rule.ports = fields.read<std::string>("ports", parse_ports).value_or("all");
    rule.sources = sources_in(fields, pool.has("load_balancer"));
    rules.push_back(std::move(rule));
  }
  std::sort(rules.begin(), rules.end());
  return rules;
}

}  // namespace

Pool load_pool(const DeclaredFields& fields, const ReadBeside& read_beside) {
  Pool pool;
  pool.at = fields.at();
  pool.name = PoolName(fields.text("name"));
  if (pool.name.value == "fleet")
    fields.report("name", "a pool cannot be called fleet", "another name",
                  "in readings \"fleet\" is the fleet as a whole");
  for (auto& item : fields.texts("sizes")) pool.ladder.emplace_back(std::move(item.text));
  pool.image = fields.text("image");
  for (auto& item : fields.texts("regions")) pool.regions.emplace_back(std::move(item.text));
  for (auto& item : fields.texts("ssh_keys")) pool.ssh_keys.push_back(std::move(item.text));
  std::sort(pool.ssh_keys.begin(), pool.ssh_keys.end());
  pool.tags = tags_in(fields);
  pool.user_data = user_data_in(fields, read_beside);
  pool.min = fields.number("min", pool.min);
  pool.max = fields.number("max", pool.max);
  pool.vertical = fields.flag("vertical", pool.vertical);
  pool.reserved_mib = fields.map("reserved").read<int>("memory", parse_whole_mib).value_or(0);
  pool.max_disrupted = fields.number("max_disrupted", pool.max_disrupted);
  pool.ready_within = fields.duration("ready_within", pool.ready_within);
  pool.volumes = volumes_in(fields);
  pool.balancer = balancer_in(fields);
  pool.firewall = firewall_in(fields);
  return pool;
}

}  // namespace muster
