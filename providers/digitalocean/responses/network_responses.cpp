#include "providers/digitalocean/responses/network_responses.hpp"

#include <algorithm>

#include "providers/digitalocean/responses/responses.hpp"
#include "reconciler/adapters/json/json_fields.hpp"
#include "reconciler/core/base/lower_case.hpp"
#include "reconciler/core/fleet/resource/naming.hpp"

namespace muster::digitalocean {
namespace {

constexpr std::string_view kBalancerWord = "balancer";
constexpr std::string_view kBalancerPrefix = "balancer:";

/// "muster-lb:fpai:worker:1" → worker/lb-1. Pool names have no colon.
std::optional<BalancerSlot> slot_of_tag(const std::string& tag) {
  constexpr std::string_view kPrefix = "muster-lb:";
  const auto last = tag.rfind(':');
  if (tag.size() <= kPrefix.size() || !same_tag(std::string_view(tag).substr(0, kPrefix.size()), kPrefix) ||
      last < kPrefix.size())
    return std::nullopt;
  const auto before = tag.rfind(':', last - 1);
  if (before < kPrefix.size()) return std::nullopt;
  const auto slot =
      parse_balancer_slot(tag.substr(before + 1, last - before - 1) + "/lb-" + tag.substr(last + 1));
  return slot ? std::optional(*slot) : std::nullopt;
}

/// "muster-pool:fpai:worker" → worker.
PoolName pool_of_tags(const std::vector<std::string>& tags) {
  constexpr std::string_view kPrefix = "muster-pool:";
  for (const auto& tag : tags) {
    if (tag.size() > kPrefix.size() && same_tag(std::string_view(tag).substr(0, kPrefix.size()), kPrefix))
      return PoolName(tag.substr(tag.rfind(':') + 1));
  }
  return PoolName();
}

template <class Item, class Read>
Result<std::vector<Item>> list_in(JsonView list, Read read) {
  std::vector<Item> found;
  if (list.absent_or_null()) return found;
  const auto items = list.items();
  if (!items) return items.error();
  for (const JsonView item : *items) {
    auto each = read(item);
    if (!each) return each.error();
    found.push_back(*std::move(each));
  }
  return found;
}

Result<Forwarding> forwarding_in(JsonView rule) {
  JsonFields in(rule);
  Forwarding forwarding{.entry_protocol = in.text("entry_protocol"),
                        .entry_port = static_cast<int>(in.integer("entry_port")),
                        .target_protocol = in.text("target_protocol"),
                        .target_port = static_cast<int>(in.integer("target_port"))};
  if (in.failed()) return in.error();
  return forwarding;
}

Result<std::string> as_text(JsonView item) {
  if (item.kind() == JsonKind::text) return item.text();
  const auto number = item.integer();
  return number ? std::to_string(*number) : Result<std::string>(number.error());
}

/// The sources of one rule in our words. Sources without a word of muster are included too, so that they are
/// visible.
Result<std::vector<std::string>> sources_in(JsonView sources) {
  std::vector<std::string> found;
  for (const auto& [field, prefix] :
       {std::pair{"addresses", ""}, std::pair{"load_balancer_uids", "balancer:"}, std::pair{"tags", "tag:"},
        std::pair{"droplet_ids", "machine:"}, std::pair{"kubernetes_ids", "kubernetes:"}}) {
    auto texts = list_in<std::string>(sources.field(field), as_text);
    if (!texts) return texts.error();
    for (const auto& text : *texts) found.push_back(prefix + text);
  }
  std::sort(found.begin(), found.end());
  return found;
}

Result<FirewallRule> rule_in(JsonView rule) {
  JsonFields in(rule);
  FirewallRule read{.protocol = in.text("protocol"), .ports = in.text_or("ports", "0"), .sources = {}};
  if (read.ports == "0" || read.ports.empty()) read.ports = "all";
  read.sources = in.take(sources_in(in["sources"]));
  if (in.failed()) return in.error();
  return read;
}

bool is_for_balancers(const std::string& source) {
  return source.starts_with(kBalancerPrefix);
}

/// The sources with the uids replaced by the word, when they are exactly these balancers.
void use_the_word(std::vector<std::string>& sources, const std::vector<LoadBalancerId>& balancers) {
  std::vector<std::string> uids;
  std::copy_if(sources.begin(), sources.end(), std::back_inserter(uids), is_for_balancers);
  const bool same = std::equal(uids.begin(), uids.end(), balancers.begin(), balancers.end(),
                               [](const std::string& uid, const LoadBalancerId& balancer) {
                                 return uid == "balancer:" + balancer.value;
                               });
  if (uids.empty() || !same) return;
  std::erase_if(sources, is_for_balancers);
  sources.emplace_back(kBalancerWord);
  std::sort(sources.begin(), sources.end());
}

}  // namespace

std::optional<BalancerSlot> balancer_slot_of(JsonView balancer) {
  const auto tag = balancer.field("tag").text();
  return tag ? slot_of_tag(*tag) : std::nullopt;
}

std::optional<FleetName> fleet_of_balancer(JsonView balancer) {
  const auto tag = balancer.field("tag").text();
  if (!tag || !slot_of_tag(*tag)) return std::nullopt;
  const auto from = tag->find(':') + 1;
  const auto to = tag->find(':', from);
  return FleetName(lower_case(tag->substr(from, to - from)));
}

Result<LoadBalancer> balancer_in(JsonView view) {
  JsonFields in(view);
  LoadBalancer balancer;
  balancer.id = LoadBalancerId(in.text("id"));
  balancer.name = in.text("name");
  if (!in["region"].absent_or_null()) {
    const auto region = in["region"];
    balancer.region =
        Region(in.take(region.kind() == JsonKind::object ? region.field("slug").text() : region.text()));
  }
  balancer.address = in.text_or("ip", "");
  balancer.active = in.text_or("status", "") == "active";
  balancer.forwarding = in.take(list_in<Forwarding>(in["forwarding_rules"], forwarding_in));
  if (const auto health = in["health_check"]; !health.absent_or_null()) {
    balancer.health.protocol = in.take(health.field("protocol").text_or("http"));
    balancer.health.port = static_cast<int>(in.take(health.field("port").integer_or(80)));
    auto path = in.take(health.field("path").text_or("/"));
    // A TCP check has no path: the API returns an empty one.
    if (!path.empty() && balancer.health.protocol != "tcp") balancer.health.path = std::move(path);
  }
  for (auto& id : in.take(list_in<std::string>(in["droplet_ids"], as_text)))
    balancer.members.emplace_back(std::move(id));
  std::sort(balancer.members.begin(), balancer.members.end());
  const auto slot = slot_of_tag(in.text_or("tag", ""));
  if (in.failed()) return in.error();
  if (slot) balancer.slot = *slot;
  return balancer;
}

Result<FirewallSeen> firewall_in(JsonView view) {
  JsonFields in(view);
  FirewallSeen seen;
  seen.firewall.id = FirewallId(in.text("id"));
  seen.firewall.name = in.text("name");
  seen.firewall.inbound = in.take(list_in<FirewallRule>(in["inbound_rules"], rule_in));
  std::sort(seen.firewall.inbound.begin(), seen.firewall.inbound.end());
  seen.tags = in.take(list_in<std::string>(in["tags"], as_text));
  if (in.failed()) return in.error();
  seen.firewall.pool = pool_of_tags(seen.tags);
  seen.created_at = created_in(view);
  return seen;
}

Firewall resolve(FirewallSeen seen, const PoolName& pool, std::vector<LoadBalancerId> balancers,
                 const std::set<LoadBalancerId>& existing) {
  auto firewall = std::move(seen.firewall);
  firewall.pool = pool;
  std::sort(balancers.begin(), balancers.end());
  const auto is_gone = [&](const std::string& source) {
    return is_for_balancers(source) && !existing.count(LoadBalancerId(source.substr(kBalancerPrefix.size())));
  };
  for (auto& rule : firewall.inbound) {
    std::erase_if(rule.sources, is_gone);
    use_the_word(rule.sources, balancers);
  }
  std::erase_if(firewall.inbound, [](const FirewallRule& rule) { return rule.sources.empty(); });
  std::sort(firewall.inbound.begin(), firewall.inbound.end());
  return firewall;
}

}  // namespace muster::digitalocean
