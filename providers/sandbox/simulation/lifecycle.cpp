#include "providers/sandbox/simulation/lifecycle.hpp"

#include <algorithm>

#include "providers/sandbox/simulation/address.hpp"
#include "providers/sandbox/simulation/keep_log.hpp"
#include "providers/sandbox/simulation/load_history.hpp"

namespace muster::sandbox {

namespace {

Droplet& enter_droplet(Cloud& cloud, const DropletOrder& order, Instant now) {
  Droplet droplet;
  droplet.id = cloud.next_droplet;
  cloud.next_droplet += cloud.random.between(1, 7);
  droplet.name = order.name;
  droplet.size = order.size;
  droplet.region = order.region;
  droplet.image = order.image;
  droplet.disk_gib = cloud.catalogue.size(order.size)->disk_gib;
  droplet.created_at = now;
  droplet.volumes = order.volumes;
  droplet.vpc = order.vpc;
  droplet.public_address = public_address(cloud.next_address);
  droplet.private_address = address(10, 20, cloud.next_address++);
  droplet.monitoring = order.monitoring;
  droplet.ipv6 = order.ipv6;
  droplet.backups = order.backups;
  auto& entered = cloud.droplets.add(std::move(droplet));
  for (const auto& tag : order.tags) tag_droplet(cloud, entered, tag);
  for (const auto& id : order.volumes)
    if (auto* volume = cloud.volumes.find(id)) volume->droplet = entered.id;
  return entered;
}

}  // namespace

Action& begin_action(Cloud& cloud, Action action, Delay delay, Instant now) {
  action.id = cloud.next_action;
  cloud.next_action += cloud.random.between(1, 9);
  action.started_at = now;
  if (auto* droplet = cloud.droplets.find(action.droplet)) {
    droplet->pending_action = action.id;
    if (action.volume.empty()) droplet->actions.push_back(action.id);
  }
  if (auto* volume = cloud.volumes.find(action.volume)) volume->pending_action = action.id;
  const auto usual = cloud.random.delay(delay);
  const bool hangs = cloud.injected.kind == InjectedFault::Kind::action_hangs;
  action.fails = hangs || cloud.injected.kind == InjectedFault::Kind::action_errs;
  const auto takes = on_the_wall(cloud, hangs ? cloud.injected.lasts : usual);
  if (!hangs || cloud.injected.lasts > Duration(0))
    cloud.due.emplace(now + takes, Transition{Transition::Kind::action_completes, std::to_string(action.id)});
  return cloud.actions.add(std::move(action));
}

Droplet& add_droplet(Cloud& cloud, const DropletOrder& order, Instant now) {
  auto& droplet = enter_droplet(cloud, order, now);
  Action action;
  action.type = "create";
  action.region = order.region;
  action.droplet = droplet.id;
  begin_action(cloud, action, Delay::boot, now);
  const auto later = [&](Transition::Kind kind) {
    cloud.due.emplace(now + on_the_wall(cloud, cloud.injected.lasts),
                      Transition{kind, std::to_string(droplet.id)});
  };
  if (cloud.injected.kind == InjectedFault::Kind::vanishes) later(Transition::Kind::droplet_vanishes);
  if (cloud.injected.kind == InjectedFault::Kind::hidden) {
    droplet.hidden = true;
    later(Transition::Kind::droplet_listed);
  }
  return droplet;
}

Droplet& add_running_droplet(Cloud& cloud, const DropletOrder& order, Instant now) {
  auto& droplet = enter_droplet(cloud, order, now);
  droplet.power = Power::on;
  droplet.addressed = true;
  note_stretch(cloud, droplet, {}, true, now);
  record_power(cloud, droplet, now);
  return droplet;
}

void remove_droplet(Cloud& cloud, std::int64_t id, Instant now) {
  auto* droplet = cloud.droplets.find(id);
  if (droplet == nullptr) return;
  if (auto* action = cloud.actions.find(droplet->pending_action)) {
    action->status = ActionStatus::errored;
    action->completed_at = now;
    if (auto* volume = cloud.volumes.find(action->volume)) volume->pending_action = 0;
  }
  for (const auto& volume : droplet->volumes) {
    const auto lag = on_the_wall(cloud, cloud.random.delay(Delay::release_volume));
    cloud.due.emplace(now + lag, Transition{Transition::Kind::volume_released, volume});
  }
  for (const auto& tag : std::vector<std::string>(droplet->tags)) untag_droplet(cloud, *droplet, tag);
  for (std::size_t i = 0; i < cloud.load_balancers.size(); ++i)
    std::erase(cloud.load_balancers.at(i).set.droplets, id);
  for (std::size_t i = 0; i < cloud.firewalls.size(); ++i) std::erase(cloud.firewalls.at(i).droplets, id);
  cloud.droplets.erase(id);
  record_gone(cloud, id, now);
  for (auto& load : cloud.loads) load.on.erase(id);
  share_loads(cloud, now);
}

void tag_droplet(Cloud& cloud, Droplet& droplet, const std::string& name) {
  auto& tag = cloud.tags.make(name);
  if (std::find(droplet.tags.begin(), droplet.tags.end(), tag.name) != droplet.tags.end()) return;
  droplet.tags.push_back(tag.name);
  insert_sorted(tag.droplets, droplet.id);
}

void untag_droplet(Cloud& cloud, Droplet& droplet, const std::string& name) {
  auto* tag = cloud.tags.find(name);
  if (tag == nullptr) return;
  std::erase(droplet.tags, tag->name);
  erase_sorted(tag->droplets, droplet.id);
}

}  // namespace muster::sandbox
