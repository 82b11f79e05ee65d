#include "providers/digitalocean/observe/observe.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "providers/digitalocean/observe/other_fleets.hpp"
#include "providers/digitalocean/observe/read_account.hpp"
#include "providers/digitalocean/observe/sort_out.hpp"
#include "providers/digitalocean/requests/requests.hpp"
#include "providers/digitalocean/responses/network_responses.hpp"
#include "providers/digitalocean/responses/responses.hpp"
#include "providers/digitalocean/session/listing.hpp"
#include "reconciler/core/fleet/resource/naming.hpp"
#include "reconciler/core/fleet/state/unreadable.hpp"

namespace muster::digitalocean {
namespace {

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

std::vector<std::string> tags_of(JsonView object) {
  std::vector<std::string> tags;
  any_tag(object, [&](std::string_view tag) {
    tags.emplace_back(tag);
    return false;
  });
  return tags;
}

/// The owner of an object with these tags, as far as they show.
std::string owner_of(JsonView object) {
  const auto tags = tags_of(object);
  if (const auto fleet = read_ownership(tags).fleet) return "it is fleet " + fleet->value + "'s";
  if (tags.empty()) return "it has no tags";
  return fmt::format("its tags are {}", fmt::join(tags, ", "));
}

/// Records that an object of somebody else has a name that the fleet would use.
void note_holder(ActualState& state, ObjectKind kind, JsonView object, bool in_its_region) {
  const auto id = object.field("id").text();
  const auto name = object.field("name").text();
  if (!id || !name) return;
  // A listing may be read more than once.
  const bool noted = std::any_of(state.held_names.begin(), state.held_names.end(),
                                 [&](const HeldName& held) { return held.kind == kind && held.id == *id; });
  if (noted) return;
  const auto slug =
      in_its_region ? object.field("region").field("slug").text_or("") : Result<std::string>("");
  state.held_names.push_back({.kind = kind,
                              .name = *name,
                              .region = Region(slug ? *slug : ""),
                              .id = *id,
                              .owner = owner_of(object)});
}

using NameOf = std::function<std::optional<std::string>(JsonView)>;

/// Stores the result of `read` in `into` if the object belongs to this fleet. Other objects are ignored, with
/// their errors. An unreadable object of the fleet is left out alone if `name_of` tells which one it is.
template <class Item, class IsOurs>
std::function<Result<Done>(JsonView)> keep(std::vector<Item>& into, Result<Item> (*read)(JsonView),
                                           IsOurs is_ours, ActualState& state, ObjectKind kind,
                                           const NameOf& name_of) {
  return [&into, &state, read, is_ours, kind, name_of](JsonView view) -> Result<Done> {
    if (!is_ours(view)) return Done{};
    auto item = read(view);
    if (item) {
      into.push_back(*std::move(item));
      return Done{};
    }
    const auto id = view.field("id").text();
    const auto name = name_of ? name_of(view) : std::nullopt;
    if (!id || !name) return item.error();
    note_unreadable(state, kind, *name, *id, item.error().what);
    return Done{};
  };
}

/// The name that the slot of a volume gives it; its own if its tags give it none.
std::optional<std::string> volume_of_slot(const FleetName& fleet, JsonView volume) {
  if (const auto slot = read_ownership(tags_of(volume)).volume) return volume_name(fleet, *slot);
  const auto name = volume.field("name").text();
  return name ? std::optional(*name) : std::nullopt;
}

std::optional<std::string> balancer_of_slot(const FleetName& fleet, JsonView balancer) {
  const auto slot = balancer_slot_of(balancer);
  return slot ? std::optional(balancer_name(fleet, *slot)) : std::nullopt;
}

/// Adds droplets of this fleet. An unreadable one still holds the slot that it contains; without a slot it is
/// a stray.
template <class IsOurs>
std::function<Result<Done>(JsonView)> keep_machines(Harvest& into, IsOurs is_ours) {
  return [&into, is_ours](JsonView view) -> Result<Done> {
    if (!is_ours(view)) return Done{};
    auto machine = machine_in(view);
    auto odd = machine ? std::nullopt : odd_machine_in(view);
    if (!machine && !odd) return machine.error();
    into.machines.push_back(machine ? *std::move(machine) : *std::move(odd));
    if (const auto size = size_of(view)) into.sizes.try_emplace(size->name, *size);
    return Done{};
  };
}

/// The name of a firewall is the pool's: only a firewall of another name is somebody else's.
std::optional<std::string> own_name(JsonView object) {
  const auto name = object.field("name").text();
  return name ? std::optional(*name) : std::nullopt;
}

/// Adds load balancers of this fleet, and reports those that are neither active nor being created.
template <class IsOurs>
std::function<Result<Done>(JsonView)> keep_balancers(Harvest& into, IsOurs is_ours, ActualState& state,
                                                     const NameOf& name_of) {
  const auto read = keep(into.balancers, balancer_in, is_ours, state, ObjectKind::balancer, name_of);
  return [&into, read](JsonView view) -> Result<Done> {
    const auto before = into.balancers.size();
    auto taken = read(view);
    if (!taken || into.balancers.size() == before) return taken;
    const auto& balancer = into.balancers.back();
    const auto status = text_or_empty(view.field("status"));
    if (status != "new" && status != "active" && !status.empty())
      into.notes.push_back(
          "load balancer " + balancer.name + " (id " + balancer.id.value + ") is " + status +
          " at the cloud: it may serve no requests. muster does not change it; a person must check it");
    return Done{};
  };
}

template <class... Items>
std::function<void()> clear_all(Items&... items) {
  return [&items...] { (items.clear(), ...); };
}

Listing listing(const char* what, std::string target, std::function<Result<Done>(JsonView)> take,
                std::function<void()> start_over) {
  return {.what = what,
          .target = std::move(target),
          .id = "id",
          .take = std::move(take),
          .start_over = std::move(start_over)};
}

/// Listings by kind: machines first, whose refusal is the key's.
struct KindOfListing {
  ObjectKind kind;
  const char* right;  ///< The scope that a key of its own scopes needs for it.
};
constexpr KindOfListing kListed[] = {{ObjectKind::machine, "droplet:read"},
                                     {ObjectKind::volume, "block_storage:read"},
                                     {ObjectKind::balancer, "load_balancer:read"},
                                     {ObjectKind::firewall, "firewall:read"},
                                     {ObjectKind::network, "vpc:read"}};

/// Whether the load balancer is the fleet's by its member tag. Records the id of every one of the account.
bool note_balancer(Harvest& harvest, const std::string& start, JsonView balancer) {
  const auto tag = balancer.field("tag").text_view();
  const bool ours = tag && starts_with(*tag, start);
  if (const auto text = balancer.field("id").text()) {
    const LoadBalancerId id(*text);
    harvest.all_balancers.insert(id);
    if (ours) harvest.balancers_made_at[id] = created_in(balancer);
    const auto slot = balancer_slot_of(balancer);
    if (ours && slot) harvest.balancers_of[slot->pool].insert(id);
    const auto other = ours ? std::nullopt : fleet_of_balancer(balancer);
    if (other && slot) harvest.foreign[*other].balancers[*text] = slot->pool;
  }
  return ours;
}

void note_foreign_volume(Harvest& harvest, JsonView volume) {
  const auto owner = read_ownership(tags_of(volume));
  const auto id = volume.field("id").text();
  if (owner.fleet && owner.volume && id)
    harvest.foreign[*owner.fleet].volumes[*id] = owner.volume->machine.pool;
}

std::vector<Listing> listings_for(const Fleet& fleet, Harvest& harvest, ActualState& state) {
  const auto tagged = [tag = fleet_tag(fleet.name)](JsonView object) {
    return any_tag(object, [&](std::string_view each) { return same_tag(each, tag); });
  };
  const auto tagged_volume = [&harvest, &state, &fleet, tagged](JsonView volume) {
    if (tagged(volume)) return true;
    note_foreign_volume(harvest, volume);
    const auto name = volume.field("name").text();
    if (name && slot_of_volume_name(fleet.name, *name)) note_holder(state, ObjectKind::volume, volume, true);
    return false;
  };
  const auto for_our_pool = [&state, &fleet, start = pool_tag(fleet.name, PoolName())](JsonView firewall) {
    if (any_tag(firewall, [&](std::string_view each) { return starts_with(each, start); })) return true;
    const auto name = firewall.field("name").text_view();
    const bool ours = name && std::any_of(fleet.pools.begin(), fleet.pools.end(), [&](const Pool& pool) {
                        return *name == firewall_name(fleet.name, pool.name);
                      });
    if (ours) note_holder(state, ObjectKind::firewall, firewall, false);
    return false;
  };
  const auto for_our_tag = [&harvest, start = "muster-lb:" + fleet.name.value + ":"](JsonView balancer) {
    return note_balancer(harvest, start, balancer);
  };
  std::vector<Listing> listings = {
      listing("droplets", droplets_of_fleet(fleet.name), keep_machines(harvest, tagged),
              clear_all(harvest.machines, harvest.sizes)),
      listing("volumes", "/v2/volumes",
              keep(harvest.volumes, volume_in, tagged_volume, state, ObjectKind::volume,
                   [&fleet](JsonView volume) { return volume_of_slot(fleet.name, volume); }),
              clear_all(harvest.volumes)),
      listing("load_balancers", "/v2/load_balancers",
              keep_balancers(harvest, for_our_tag, state,
                             [&fleet](JsonView balancer) { return balancer_of_slot(fleet.name, balancer); }),
              clear_all(harvest.balancers, harvest.notes)),
      listing("firewalls", "/v2/firewalls",
              keep(harvest.firewalls, firewall_in, for_our_pool, state, ObjectKind::firewall, own_name),
              clear_all(harvest.firewalls)),
  };
  if (fleet.network) {
    const auto called_so = [name = fleet.network->name](JsonView vpc) {
      const auto own = vpc.field("name").text_view();
      return own && *own == name;
    };
    listings.push_back(
        listing("vpcs", "/v2/vpcs",
                keep(harvest.networks, network_in, called_so, state, ObjectKind::network, nullptr),
                clear_all(harvest.networks)));
  }
  return listings;
}

constexpr Duration kSameTime = std::chrono::minutes(2);

/// Where the clock of this machine is ahead of the cloud's, new objects would look old, and a machine that
/// starts would look dead. Their times are corrected, which never makes an object older.
void correct_times(const Session& session, Instant now, ActualState& state) {
  const auto offset = session.clock_offset();
  if (!offset || std::chrono::abs(*offset) < kSameTime) return;
  const bool ahead = *offset > Duration(0);
  state.remarks.push_back(
      fmt::format("the clock of this machine is {} {} the cloud's: check its time service",
                  format_duration(std::chrono::floor<std::chrono::seconds>(std::chrono::abs(*offset))),
                  ahead ? "ahead of" : "behind"));
  if (!ahead) return;
  const auto correct = [&](Instant& created_at) {
    if (created_at != Instant{} && created_at < now) created_at = std::min(now, created_at + *offset);
  };
  for (auto& [slot, machine] : state.machines) correct(machine.created_at);
  for (auto& machine : state.strays) correct(machine.created_at);
  for (auto& [slot, volume] : state.volumes) correct(volume.created_at);
  for (auto& volume : state.stray_volumes) correct(volume.created_at);
}

/// For a key with few rights, names the missing one.
std::string describe_failure(const Error& failure, const KindOfListing& listed) {
  if (failure.kind != ErrorKind::denied) return failure.what;
  return fmt::format("{}; the key needs the right {}", failure.what, listed.right);
}

/// Records unread parts. Returns the error if nothing could be read, or if the key itself is rejected.
std::optional<Error> note_gaps(const std::vector<ListingEnd>& ends, ActualState& state) {
  bool any = false;
  for (std::size_t i = 0; i < ends.size(); ++i) {
    const auto& failure = ends[i].failure;
    if (!failure) {
      any = true;
      continue;
    }
    auto message = describe_failure(*failure, kListed[i]);
    if (i == 0 && failure->kind == ErrorKind::denied) return Error{failure->kind, std::move(message)};
    if (failure->kind == ErrorKind::denied) state.not_allowed.emplace(kListed[i].kind, message);
    state.gaps.push_back(std::move(message));
  }
  return any ? std::nullopt : ends.front().failure;
}

/// Reads machines that hold volumes of the fleet and are not among its machines by id. The cloud detaches
/// volumes of a removed machine with a delay; an existing machine belongs to somebody else.
void let_go_of_what_is_gone(Session& session, ActualState& state) {
  std::set<MachineId> ours;
  for (const auto& [slot, machine] : state.machines) ours.insert(machine.id);
  for (const auto& machine : state.strays) ours.insert(machine.id);
  std::vector<Volume*> held;
  std::vector<ApiRequest> requests;
  for (auto& [slot, volume] : state.volumes) {
    if (!volume.attached_to || ours.contains(*volume.attached_to)) continue;
    const auto request = requests_of(call::GetMachine{*volume.attached_to});
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
  const auto listings = listings_for(fleet, harvest, state);
  const auto ends = read_listings(session, listings);
  if (auto failure = note_gaps(ends, state)) return *std::move(failure);
  for (auto& [name, size] : harvest.sizes) state.sizes_of_machines.push_back(std::move(size));
  for (auto& note : harvest.notes) state.remarks.push_back(std::move(note));
  const auto foreign = std::move(harvest.foreign);
  sort_out(std::move(harvest), fleet, state);
  const bool none = state.machines.empty() && state.strays.empty();
  if (none && !ends.front().failure) look_for_other_fleets(session, fleet, foreign, state);
  let_go_of_what_is_gone(session, state);
  correct_times(session, now, state);
  read_account(session, fleet, state);
  state.limits.volumes_in_use = static_cast<int>(ends[1].total);
  // The free number is unknown if the used number is unknown.
  if (ends[1].failure) state.limits.volumes.reset();
  return state;
}

}  // namespace muster::digitalocean
