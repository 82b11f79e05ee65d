#include "providers/digitalocean/observe.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "providers/digitalocean/listing.hpp"
#include "providers/digitalocean/requests.hpp"
#include "providers/digitalocean/responses.hpp"
#include "reconciler/core/fleet/naming.hpp"

namespace muster::digitalocean {
namespace {

/// What the listings brought, before it is sorted out.
struct Harvest {
  std::vector<Machine> machines;
  std::vector<Volume> volumes;
  std::vector<LoadBalancer> balancers;
  std::set<LoadBalancerId> all_balancers;  ///< Of the whole account: firewalls name them by their ids.
  std::vector<FirewallSeen> firewalls;
  std::vector<Network> networks;
};

bool starts_with(std::string_view tag, std::string_view start) {
  return tag.size() >= start.size() && same_tag(tag.substr(0, start.size()), start);
}

template <class Fits>
bool any_tag(JsonView object, Fits fits) {
  const auto tags = object.field("tags").items();
  if (!tags) return false;
  for (const JsonView each : *tags) {
    const auto text = each.text_view();
    if (text && fits(*text)) return true;
  }
  return false;
}

/// Keeps what `read` makes of an object in `into`, when it is this fleet's. Others are nobody's business
/// here, not even their mistakes.
template <class Item, class IsOurs>
std::function<Result<Done>(JsonView)> keep(std::vector<Item>& into, Result<Item> (*read)(JsonView),
                                           IsOurs is_ours) {
  return [&into, read, is_ours](JsonView view) -> Result<Done> {
    if (!is_ours(view)) return Done{};
    auto item = read(view);
    if (!item) return item.error();
    into.push_back(*std::move(item));
    return Done{};
  };
}

template <class Item>
Listing listing(const char* what, std::string target, std::function<Result<Done>(JsonView)> take,
                std::vector<Item>& into) {
  return {what, std::move(target), "id", std::move(take), [&into] { into.clear(); }};
}

std::vector<Listing> listings_for(const Fleet& fleet, Harvest& harvest) {
  const auto tagged = [tag = fleet_tag(fleet.name)](JsonView object) {
    return any_tag(object, [&](std::string_view each) { return same_tag(each, tag); });
  };
  const auto for_our_pool = [start = pool_tag(fleet.name, PoolName())](JsonView firewall) {
    return any_tag(firewall, [&](std::string_view each) { return starts_with(each, start); });
  };
  const auto for_our_tag = [&all = harvest.all_balancers,
                            start = "muster-lb:" + fleet.name.value + ":"](JsonView balancer) {
    if (auto id = balancer.field("id").text()) all.insert(LoadBalancerId(*std::move(id)));
    const auto tag = balancer.field("tag").text_view();
    return tag && starts_with(*tag, start);
  };
  std::vector<Listing> listings = {
      listing("droplets", droplets_of_fleet(fleet.name), keep(harvest.machines, machine_in, tagged),
              harvest.machines),
      listing("volumes", "/v2/volumes", keep(harvest.volumes, volume_in, tagged), harvest.volumes),
      listing("load_balancers", "/v2/load_balancers", keep(harvest.balancers, balancer_in, for_our_tag),
              harvest.balancers),
      listing("firewalls", "/v2/firewalls", keep(harvest.firewalls, firewall_in, for_our_pool),
              harvest.firewalls),
  };
  if (fleet.network) {
    const auto called_so = [name = fleet.network->name](JsonView vpc) {
      const auto own = vpc.field("name").text_view();
      return own && *own == name;
    };
    listings.push_back(
        listing("vpcs", "/v2/vpcs", keep(harvest.networks, network_in, called_so), harvest.networks));
  }
  return listings;
}

/// Ids of droplets are numbers: the older one has the smaller, which is not the order of the alphabet.
bool is_older(const Machine& a, const Machine& b) {
  return std::pair(a.id.value.size(), a.id) < std::pair(b.id.value.size(), b.id);
}

void sort_machines(std::vector<Machine> machines, ActualState& state) {
  std::sort(machines.begin(), machines.end(), is_older);
  for (auto& machine : machines) {
    if (machine.slot.number == 0 || state.machines.count(machine.slot))
      state.strays.push_back(std::move(machine));
    else
      state.machines.emplace(machine.slot, std::move(machine));
  }
}

/// "fpai-worker-3-data-1" → worker/3/data-1.
std::optional<VolumeSlot> slot_of_name(const FleetName& fleet, const std::string& name) {
  const auto prefix = fleet.value + "-";
  const auto data = name.rfind("-data-");
  if (name.rfind(prefix, 0) != 0 || data == std::string::npos || data <= prefix.size()) return std::nullopt;
  const auto dash = name.rfind('-', data - 1);
  if (dash == std::string::npos || dash < prefix.size()) return std::nullopt;
  auto slot = parse_volume_slot(name.substr(prefix.size(), dash - prefix.size()) + "/" +
                                name.substr(dash + 1, data - dash - 1) + "/" + name.substr(data + 1));
  return slot ? std::optional(*slot) : std::nullopt;
}

void sort_volumes(std::vector<Volume> volumes, ActualState& state) {
  for (auto& volume : volumes) {
    if (volume.slot.number > 0) continue;
    if (const auto slot = slot_of_name(state.fleet, volume.name)) volume.slot = *slot;
  }
  // Of two with one slot the attached one counts, then the older.
  std::sort(volumes.begin(), volumes.end(), [](const Volume& a, const Volume& b) {
    return std::tuple(!a.attached_to, a.created_at, a.id) < std::tuple(!b.attached_to, b.created_at, b.id);
  });
  for (auto& volume : volumes) {
    if (volume.slot.number > 0) state.volumes.emplace(volume.slot, std::move(volume));
  }
}

/// Who carries the tag is a member, whatever the balancer has noticed of it yet.
std::vector<MachineId> members(const ActualState& state, const std::string& tag) {
  std::vector<MachineId> found;
  const auto add = [&](const Machine& machine) {
    if (has_tag(machine.tags, tag)) found.push_back(machine.id);
  };
  for (const auto& [slot, machine] : state.machines) add(machine);
  for (const auto& machine : state.strays) add(machine);
  std::sort(found.begin(), found.end());
  return found;
}

void sort_balancers(std::vector<LoadBalancer> balancers, ActualState& state) {
  std::sort(balancers.begin(), balancers.end(), [](const LoadBalancer& a, const LoadBalancer& b) {
    return std::pair(!a.active, a.id) < std::pair(!b.active, b.id);
  });
  for (auto& balancer : balancers) {
    balancer.members = members(state, balancer_tag(state.fleet, balancer.slot));
    state.balancers.emplace(balancer.slot, std::move(balancer));
  }
}

void sort_firewalls(std::vector<FirewallSeen> firewalls, const std::set<LoadBalancerId>& all_balancers,
                    const Fleet& fleet, ActualState& state) {
  std::sort(firewalls.begin(), firewalls.end(),
            [](const FirewallSeen& a, const FirewallSeen& b) { return a.firewall.id < b.firewall.id; });
  for (auto& seen : firewalls) {
    const auto pool = seen.firewall.pool;
    // Somebody may well open more for our machines by their tag: that firewall is theirs.
    if (pool.empty() || !has_tag(seen.tags, pool_tag(fleet.name, pool)) ||
        seen.firewall.name != firewall_name(fleet.name, pool))
      continue;
    std::vector<LoadBalancerId> balancers;
    for (const auto& [slot, balancer] : state.balancers) {
      if (slot.pool == pool) balancers.push_back(balancer.id);
    }
    state.firewalls.emplace(pool, resolve(std::move(seen), pool, std::move(balancers), all_balancers));
  }
}

/// The account's limits are told as far as they can be read: without them a create is refused in time.
void read_limits(Session& session, AccountLimits& limits) {
  const auto answers = session.look({look_at_account(), count_droplets()});
  const auto number = [](const Result<HttpResponse>& answer, auto of) -> std::optional<int> {
    if (!answer) return std::nullopt;
    const auto document = JsonDocument::parse(answer->body);
    if (!document) return std::nullopt;
    const Result<std::int64_t> value = of(document->root());
    return value ? std::optional(static_cast<int>(*value)) : std::nullopt;
  };
  const auto limit = [](const char* name) {
    return [name](JsonView body) { return body.field("account").field(name).integer(); };
  };
  limits.machines = number(answers[0], limit("droplet_limit"));
  limits.volumes = number(answers[0], limit("volume_limit"));
  limits.machines_in_use = number(answers[1], total_in).value_or(0);
}

/// What holds volumes of the fleet and is not among its machines is asked for by its id: of what is gone the
/// cloud lets go in its own time, and what is there is somebody's.
void let_go_of_what_is_gone(Session& session, ActualState& state) {
  std::set<MachineId> ours;
  for (const auto& [slot, machine] : state.machines) ours.insert(machine.id);
  for (const auto& machine : state.strays) ours.insert(machine.id);
  std::vector<Volume*> held;
  std::vector<ApiRequest> requests;
  for (auto& [slot, volume] : state.volumes) {
    if (!volume.attached_to || ours.contains(*volume.attached_to)) continue;
    const auto request = requests_of(call::LookAtMachine{*volume.attached_to});
    if (!request) continue;
    held.push_back(&volume);
    requests.push_back(request->front());
  }
  const auto answers = session.look(requests);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (!answers[i] && answers[i].error().kind == ErrorKind::not_found) held[i]->attached_to.reset();
  }
}

}  // namespace

Result<ActualState> observe(Session& session, const Fleet& fleet, Instant now) {
  ActualState state;
  state.fleet = fleet.name;
  state.seen_at = now;
  Harvest harvest;
  const auto listings = listings_for(fleet, harvest);
  const auto ends = read_listings(session, listings);

  bool any = false;
  for (const auto& end : ends) {
    if (!end.failure)
      any = true;
    else if (&end == &ends.front() && end.failure->kind == ErrorKind::denied)
      return *end.failure;
    else
      state.gaps.push_back(end.failure->what);
  }
  if (!any) return *ends.front().failure;

  // A tag that starts like ours but spells no slot is not one that muster wrote.
  std::erase_if(harvest.balancers, [](const LoadBalancer& balancer) { return balancer.slot.number == 0; });
  sort_machines(std::move(harvest.machines), state);
  sort_volumes(std::move(harvest.volumes), state);
  sort_balancers(std::move(harvest.balancers), state);
  sort_firewalls(std::move(harvest.firewalls), harvest.all_balancers, fleet, state);
  for (auto& network : harvest.networks) {
    if (fleet.network && network.name == fleet.network->name) state.network = std::move(network);
  }
  let_go_of_what_is_gone(session, state);
  read_limits(session, state.limits);
  state.limits.volumes_in_use = static_cast<int>(ends[1].total);
  return state;
}

}  // namespace muster::digitalocean
