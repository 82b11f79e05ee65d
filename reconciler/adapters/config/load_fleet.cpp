#include "reconciler/adapters/config/load_fleet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "reconciler/adapters/config/fields/declared_fields.hpp"
#include "reconciler/adapters/config/fields/declared_units.hpp"
#include "reconciler/adapters/config/load_approval.hpp"
#include "reconciler/adapters/config/load_maintenance.hpp"
#include "reconciler/adapters/config/load_pool.hpp"
#include "reconciler/adapters/config/load_readings_rule.hpp"
#include "reconciler/adapters/config/load_receivers.hpp"
#include "reconciler/adapters/config/read_beside.hpp"

namespace muster {
namespace {

std::vector<Region> regions_in(const DeclaredFields& fields) {
  std::vector<Region> regions;
  for (auto& item : fields.texts("regions")) regions.emplace_back(std::move(item.text));
  return regions;
}

std::optional<NetworkSpec> network_in(const DeclaredFields& spec, const Fleet& fleet) {
  if (!spec.has("network")) return std::nullopt;
  const auto fields = spec.map("network");
  NetworkSpec network{.name = fields.text("name", fleet.name.value),
                      .region = fleet.regions.empty() ? Region() : fleet.regions.front(),
                      .ip_range = {}};
  if (fields.has("region")) network.region = Region(fields.text("region"));
  network.ip_range = fields.read<std::string>("ip_range", parse_address_range).value_or("");
  const auto slash = network.ip_range.find('/');
  if (slash == std::string::npos) return network;
  const int bits = std::stoi(network.ip_range.substr(slash + 1));
  if (bits < 16 || bits > 28)
    fields.report("ip_range", fmt::format("a network of /{} is too {}", bits, bits < 16 ? "large" : "small"),
                  "/16 to /28, such as 10.120.0.0/20");
  else if (!is_private_range(network.ip_range))
    fields.report("ip_range", fmt::format("{} is not a private range", network.ip_range),
                  "a range within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, such as 10.120.0.0/20");
  return network;
}

AgentClass agent_class_in(const DeclaredFields& fields) {
  AgentClass agents{.name = fields.text("name"), .pool = PoolName(fields.text("pool")), .count = {}};
  if (fields.has("count")) agents.count = fields.number("count", 0);
  const auto requests = fields.map("requests");
  if (const auto cpu = requests.read<Measure>("cpu", parse_measure))
    agents.cpu_milli = static_cast<int>(cpu->in_milli());
  agents.memory_mib = requests.read<int>("memory", parse_whole_mib).value_or(0);
  agents.spread = fields.flag("spread", false);
  agents.drain_deadline = fields.duration("drain_deadline", Duration{0});
  return agents;
}

void read_budget(const DeclaredFields& fields, Budget& budget) {
  budget.monthly_cap = fields.read<Money>("cap", parse_monthly_money);
  const auto share = fields.read<DeclaredLine>(
      "alert_at", [](const std::string& text) { return parse_line(Metric::cpu, text); });
  if (!share) return;
  if (share->times_normal || share->limit.in_milli() % 1000 != 0 || share->limit < Measure::whole(1))
    fields.report("alert_at", "not a share of the cap", "1% to 100%, in whole percent");
  else
    budget.alert_share_percent = static_cast<int>(share->limit.in_milli() / 1000);
}

/// Reports two items of a list with the same name.
void check_names(const std::vector<DeclaredFields>& items, const char* what) {
  std::map<std::string, SourceMark> seen;
  for (const auto& item : items) {
    const auto name = item.text("name");
    const auto [first, is_new] = seen.emplace(name, item.at("name"));
    if (!name.empty() && !is_new)
      item.report("name", fmt::format("there is a second {} \"{}\"", what, name), "each name once",
                  fmt::format("the first is at line {}", first->second.line));
  }
}

void check_agent_pools(const DeclaredFields& spec, const Fleet& fleet) {
  std::vector<std::string> pools;
  for (const auto& pool : fleet.pools) pools.push_back(pool.name.value);
  for (const auto& agents : spec.maps("agents")) {
    const auto pool = agents.text("pool");
    if (pool.empty() || fleet.find_pool(PoolName(pool)) != nullptr) continue;
    const auto nearest = nearest_word(pool, pools);
    agents.report("pool", fmt::format("there is no pool \"{}\"", pool), "a pool of this fleet",
                  nearest.empty() ? "" : fmt::format("did you mean \"{}\"?", nearest));
  }
}

}  // namespace

Fleet load_fleet(const YamlFile& file, const ReadBeside& read_beside, Diagnostics& problems) {
  const DeclaredFields root(file, problems);
  const auto spec = root.map("spec");
  Fleet fleet;
  fleet.at = root.at();
  fleet.name = FleetName(root.map("metadata").text("name"));
  fleet.provider = spec.text("provider");
  fleet.regions = regions_in(spec);
  fleet.sample_every = spec.duration("sample_every", fleet.sample_every);
  if (fleet.sample_every < std::chrono::seconds(1))
    spec.report("sample_every", "readings more often than once a second", "at least 1s");
  fleet.network = network_in(spec, fleet);
  for (const auto& fields : spec.maps("pools")) fleet.pools.push_back(load_pool(fields, read_beside));
  for (const auto& fields : spec.maps("agents")) fleet.agents.push_back(agent_class_in(fields));
  for (const auto& fields : spec.maps("readings"))
    fleet.readings.push_back(load_readings_rule(fields, fleet));
  read_budget(spec.map("budget"), fleet.budget);
  fleet.approval = load_approval(spec.map("approval"));
  fleet.suspend = spec.flag("suspend", false);
  fleet.maintenance = load_maintenance(spec.map("maintenance"));
  for (const auto& fields : spec.maps("announce")) fleet.receivers.push_back(load_receiver(fields));

  check_names(spec.maps("pools"), "pool");
  check_names(spec.maps("agents"), "agent kind");
  check_names(spec.map("approval").maps("approvers"), "approver");
  check_names(spec.maps("announce"), "receiver");
  check_agent_pools(spec, fleet);
  return fleet;
}

}  // namespace muster
