#include "providers/digitalocean/observe/other_fleets.hpp"

#include <algorithm>
#include <map>

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

}  // namespace

void look_for_other_fleets(Session& session, const Fleet& fleet, ActualState& state) {
  Carriers carriers;
  const Listing tags{.what = "tags",
                     .target = "/v2/tags",
                     .id = "name",
                     .take = [&carriers](JsonView tag) { return take_tag(tag, carriers); },
                     .start_over = [&carriers] { carriers.clear(); }};
  const auto end = read_listings(session, {tags}).front();
  if (end.failure && end.failure->kind == ErrorKind::denied) {
    state.remarks.push_back(
        "whether another fleet has machines in pools of these names could not be looked at: the key needs "
        "the right tag:read");
    return;
  }
  if (end.failure) {
    state.gaps.push_back(end.failure->what);
    return;
  }
  const std::string prefix = "muster-fleet:";
  for (const auto& [tag, machines] : carriers) {
    if (!tag.starts_with(prefix) || same_tag(tag, fleet_tag(fleet.name))) continue;
    OtherFleet other{.name = FleetName(tag.substr(prefix.size())), .machines = machines, .pools = {}};
    for (const auto& pool : fleet.pools) {
      if (carriers.contains(pool_tag(other.name, pool.name))) other.pools.push_back(pool.name);
    }
    std::sort(other.pools.begin(), other.pools.end());
    state.other_fleets.push_back(std::move(other));
  }
}

}  // namespace muster::digitalocean
