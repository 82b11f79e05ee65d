#include <algorithm>

#include "providers/sandbox/api/reply.hpp"
#include "providers/sandbox/simulation/agent_count.hpp"
#include "providers/sandbox/simulation/agents.hpp"
#include "providers/sandbox/simulation/lifecycle.hpp"
#include "providers/sandbox/simulation/load_history.hpp"
#include "providers/sandbox/simulation/set_load.hpp"
#include "providers/sandbox/wire/json_text.hpp"

namespace muster::sandbox {

namespace {

constexpr std::int64_t most_seeded = 100'000;

/// PUT /sandbox/load: {"tag", "agents", "cpu_per_agent" (cores), "memory_mib_per_agent",
/// "disk_gib_per_agent", "for_seconds"}: sets the agents on the machines of the tag, as if they had run for
/// that time already.
Response put_load(const Call& call) {
  Load load;
  load.tag = call.body.at("tag").text_or("");
  load.agents = call.body.at("agents").integer_or(0);
  load.cores_per_agent = call.body.at("cpu_per_agent").number_or(0.17);
  load.memory_mib_per_agent = call.body.at("memory_mib_per_agent").number_or(150);
  load.disk_gib_per_agent = call.body.at("disk_gib_per_agent").number_or(1);
  const auto lasted = call.body.at("for_seconds").number_or(0);
  if (!TagIndex::is_valid_name(load.tag))
    return unprocessable("tag must name the machines the agents run on");
  if (load.agents < 0 || load.cores_per_agent < 0 || load.memory_mib_per_agent < 0 ||
      load.disk_gib_per_agent < 0 || lasted < 0 || lasted > 31'536'000)
    return unprocessable("a load's figures must not be negative, nor last longer than a year");
  set_load(call.cloud, load, call.now - Duration(static_cast<std::int64_t>(lasted * 1000)));
  return done();
}

/// Replaces "{n}" in a text by the machine's number, counted from 1.
std::string numbered(std::string text, std::int64_t number) {
  const auto at = text.find("{n}");
  return at == std::string::npos ? text : text.replace(at, 3, std::to_string(number));
}

/// PUT /sandbox/seed: {"count", "size", "region", "image", "name", "tags", "monitoring", "age_seconds"}:
/// creates `count` machines that are on already; "{n}" in the name and the tags is their number. Limits do
/// not apply; those of the account grow.
Response put_seed(const Call& call) {
  const auto count = call.body.at("count").integer_or(1);
  const auto first = call.body.at("first").integer_or(1);
  const auto* size = call.cloud.catalogue.size(call.body.at("size").text_or("s-2vcpu-4gb"));
  const auto* region = call.cloud.catalogue.region(call.body.at("region").text_or("nyc3"));
  if (count < 0 || count > most_seeded) return unprocessable("count must be between 0 and 100000");
  if (size == nullptr || region == nullptr || !is_sold_in(*size, region->slug))
    return unprocessable("size or region is invalid");
  DropletOrder order;
  order.size = size->slug;
  order.region = region->slug;
  order.image = call.cloud.catalogue.images.front().id;
  order.vpc = default_vpc(call.cloud, region->slug)->id;
  order.monitoring = call.body.at("monitoring").flag_or(true);
  const auto age =
      Duration(1000 * std::clamp<std::int64_t>(call.body.at("age_seconds").integer_or(0), 0, 31'536'000));
  const auto tags = call.body.at("tags").texts();
  for (std::int64_t n = first; n < first + count; ++n) {
    order.name = numbered(call.body.at("name").text_or("machine-{n}"), n);
    order.tags.clear();
    for (const auto& tag : tags) order.tags.push_back(numbered(tag, n));
    add_running_droplet(call.cloud, order, call.now - age);
  }
  auto& limit = call.cloud.rules.droplet_limit;
  limit = std::max(limit, static_cast<std::int64_t>(call.cloud.droplets.size()) + 100);
  accept_agents(call.cloud, call.now);
  return done();
}

/// GET /sandbox: identifies this cloud as one that does not bill.
Response describe_itself(const Call&) {
  JsonText out;
  out.open_object().text("cloud", "muster-sandbox").close_object();
  return json_response(200, out);
}

/// GET /sandbox/state: returns the numbers of resources.
Response show_state(const Call& call) {
  const auto& cloud = call.cloud;
  const auto count = [](std::size_t n) { return static_cast<std::int64_t>(n); };
  JsonText out;
  out.open_object()
      .number("droplets", count(cloud.droplets.size()))
      .number("volumes", count(cloud.volumes.size()));
  out.number("load_balancers", count(cloud.load_balancers.size()));
  out.number("firewalls", count(cloud.firewalls.size())).number("vpcs", count(cloud.vpcs.size()));
  out.number("actions", count(cloud.actions.size())).number("due", count(cloud.due.size()));
  out.number("requests", static_cast<std::int64_t>(cloud.requests)).key("loads").open_list();
  for (const auto& load : cloud.loads)
    out.open_object().text("tag", load.tag).number("agents", load.agents).close_object();
  const auto agents = count_agents(cloud);
  out.close_list().number("agents_running", agents.running).number("agents_down", agents.down);
  out.number("agents_running_min", cloud.record.agents_running_min).close_object();
  return json_response(200, out);
}

constexpr Route routes[] = {
    {"GET", "/sandbox", describe_itself},
    {"PUT", "/sandbox/load", put_load},
    {"PUT", "/sandbox/seed", put_seed},
    {"GET", "/sandbox/state", show_state},
};

}  // namespace

Routes control_routes() {
  return routes;
}

}  // namespace muster::sandbox
