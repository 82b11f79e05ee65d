#include "providers/sandbox/simulation/complete_action.hpp"

#include <algorithm>

#include "providers/sandbox/simulation/agents.hpp"
#include "providers/sandbox/simulation/keep_log.hpp"
#include "providers/sandbox/simulation/lifecycle.hpp"
#include "providers/sandbox/simulation/load_history.hpp"

namespace muster::sandbox {

namespace {

bool is_one_of(const std::string& type, std::initializer_list<const char*> names) {
  return std::any_of(names.begin(), names.end(), [&](const char* name) { return type == name; });
}

void take_snapshot(Cloud& cloud, const Action& action, Droplet& droplet, Instant at) {
  Image image;
  image.id = cloud.next_image++;
  image.name = action.target.empty() ? droplet.name + "-" + format_instant(at) : action.target;
  image.distribution = "Ubuntu";
  image.type = "snapshot";
  image.min_disk_gib = droplet.disk_gib;
  image.regions = {droplet.region};
  image.created_at = at;
  image.taken_of = droplet.id;
  droplet.snapshots.push_back(image.id);
  cloud.snapshots.add(std::move(image));
}

void resize(Cloud& cloud, const Action& action, Droplet& droplet) {
  const auto* size = cloud.catalogue.size(action.target);
  droplet.size = size->slug;
  if (action.grow_disk) droplet.disk_gib = size->disk_gib;
  if (action.then_on) droplet.power = Power::on;
}

void complete_droplet_action(Cloud& cloud, const Action& action, Droplet& droplet, Instant at) {
  const auto before = droplet.power;
  const bool boots =
      is_one_of(action.type, {"create", "power_on", "reboot", "power_cycle", "rebuild", "restore"});
  if (boots) {
    droplet.power = Power::on;
    droplet.addressed = true;
  }
  if (is_one_of(action.type, {"power_off", "shutdown"})) droplet.power = Power::off;
  if (is_one_of(action.type, {"rebuild", "restore"}) && !action.target.empty())
    droplet.image = std::stoll(action.target);
  if (action.type == "resize") resize(cloud, action, droplet);
  if (action.type == "rename") droplet.name = action.target;
  if (action.type == "snapshot") take_snapshot(cloud, action, droplet, at);
  if (action.type == "enable_ipv6") droplet.ipv6 = true;
  if (action.type == "enable_backups") droplet.backups = true;
  if (action.type == "disable_backups") droplet.backups = false;
  if (droplet.power != before) record_power(cloud, droplet, at);
  note_stretch(cloud, droplet, {}, boots || action.then_on, at);
  if (boots || action.then_on)
    accept_agents(cloud, at);
  else
    share_loads(cloud, at);
}

void complete_volume_action(Cloud& cloud, const Action& action, Volume& volume, Instant at) {
  volume.pending_action = 0;
  auto* droplet = cloud.droplets.find(action.droplet);
  if (action.type == "resize_volume") volume.gib = action.gib;
  if (action.type == "attach_volume" && droplet != nullptr) {
    volume.droplet = droplet->id;
    droplet->volumes.push_back(volume.id);
  }
  if (action.type == "detach_volume") {
    volume.droplet = 0;
    if (droplet != nullptr) std::erase(droplet->volumes, volume.id);
  }
  if (droplet == nullptr) return;
  note_stretch(cloud, *droplet, {}, false, at);
  share_loads(cloud, at);
}

/// The state after a failed action: no droplet if its creation failed, and one that is on if the cloud itself
/// had powered it off.
void fail_droplet_action(Cloud& cloud, const Action& action, Instant at) {
  if (action.type == "create") remove_droplet(cloud, action.droplet, at);
  auto* droplet = cloud.droplets.find(action.droplet);
  if (droplet == nullptr || !action.then_on) return;
  droplet->power = Power::on;
  record_power(cloud, *droplet, at);
  note_stretch(cloud, *droplet, {}, true, at);
  accept_agents(cloud, at);
}

}  // namespace

void complete_action(Cloud& cloud, std::int64_t id, Instant at) {
  auto* action = cloud.actions.find(id);
  if (action == nullptr || action->status != ActionStatus::in_progress) return;
  action->status = action->fails ? ActionStatus::errored : ActionStatus::completed;
  action->completed_at = at;
  auto* droplet = cloud.droplets.find(action->droplet);
  if (droplet != nullptr && droplet->pending_action == id) droplet->pending_action = 0;
  auto* volume = cloud.volumes.find(action->volume);
  if (action->fails) {
    if (volume != nullptr) volume->pending_action = 0;
    fail_droplet_action(cloud, *action, at);
  } else if (volume != nullptr) {
    complete_volume_action(cloud, *action, *volume, at);
  } else if (droplet != nullptr) {
    complete_droplet_action(cloud, *action, *droplet, at);
  }
}

}  // namespace muster::sandbox
