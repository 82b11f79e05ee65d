#include "providers/digitalocean/observe/other_fleets.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "providers/digitalocean/responses/responses.hpp"
#include "providers/digitalocean/session/listing.hpp"
#include "reconciler/core/base/lower_case.hpp"
#include "reconciler/core/fleet/resource/naming.hpp"

namespace muster::digitalocean {
namespace {

/// How many droplets carry a tag, by the tags' names in lower case.
using Carriers = std::map<std::string, int>;

Result<Done> take_tag(JsonView tag, Carriers& into) {
  const auto reported = tag.field("name").text_view();
  if (!reported) return reported.error();
  auto name = lower_case(*reported);
  if (!name.starts_with("muster-fleet:") && !name.starts_with("muster-pool:")) return Done{};
  const auto count = tag.field("resources").field("droplets").field("count").integer_or(0);
  if (count && *count > 0)
    into[std::move(name)] = static_cast<int>(std::min<std::int64_t>(*count, 1'000'000));
  return Done{};
}

/// Returns how many droplets carry each tag; nullopt if the tags could not be read, with a remark or a gap.
std::optional<Carriers> carriers_in(Session& session, ActualState& state) {
  Carriers carriers;
  const Listing tags{.what = "tags",
                     .target = "/v2/tags",
                     .id = "name",
                     .take = [&carriers](JsonView tag) { return take_tag(tag, carriers); },
                     .start_over = [&carriers] { carriers.clear(); }};
  const auto end = read_listings(session, {tags}).front();
  if (!end.failure) return carriers;
  if (end.failure->kind == ErrorKind::denied) {
    state.remarks.push_back(
        "muster could not check whether another fleet has machines in pools of these names: the key needs "
        "the right tag:read");
  } else {
    state.gaps.push_back(end.failure->what);
  }
  return std::nullopt;
}

std::map<FleetName, OtherFleet> fleets_in(const Carriers& carriers, const Fleet& fleet) {
  std::map<FleetName, OtherFleet> others;
  const std::string prefix = "muster-fleet:";
  for (const auto& [tag, machines] : carriers) {
    if (!tag.starts_with(prefix)) continue;
    const FleetName name(tag.substr(prefix.size()));
    auto& other = others[name];
    other.machines = machines;
    for (const auto& pool : fleet.pools) {
      if (carriers.contains(pool_tag(name, pool.name))) other.pools.push_back(pool.name);
    }
  }
  return others;
}

void add_pools(const std::map<std::string, PoolName>& objects, const Fleet& fleet, OtherFleet& into) {
  for (const auto& [id, pool] : objects) {
    if (fleet.find_pool(pool)) into.pools.push_back(pool);
  }
}

}  // namespace

void look_for_other_fleets(Session& session, const Fleet& fleet,
                           const std::map<FleetName, ForeignObjects>& foreign, ActualState& state) {
  const auto carriers = carriers_in(session, state);
  auto others = carriers ? fleets_in(*carriers, fleet) : std::map<FleetName, OtherFleet>{};
  for (const auto& [name, objects] : foreign) {
    auto& other = others[name];
    other.volumes = static_cast<int>(objects.volumes.size());
    other.balancers = static_cast<int>(objects.balancers.size());
    add_pools(objects.volumes, fleet, other);
    add_pools(objects.balancers, fleet, other);
  }
  others.erase(FleetName(lower_case(fleet.name.value)));
  for (auto& [name, other] : others) {
    other.name = name;
    std::sort(other.pools.begin(), other.pools.end());
    other.pools.erase(std::unique(other.pools.begin(), other.pools.end()), other.pools.end());
    state.other_fleets.push_back(std::move(other));
  }
}

}  // namespace muster::digitalocean
