#include "providers/sandbox/simulation/load_history.hpp"

#include <algorithm>
#include <map>

#include "providers/sandbox/simulation/keep_log.hpp"

namespace muster::sandbox {

namespace {

// Use of a machine without agents: the system and its monitoring.
constexpr double idle_cores = 0.02;
constexpr double idle_memory_mib = 180;
constexpr double idle_disk_gib = 2.4;
constexpr std::size_t longest_past = 400;

/// Returns the load of the machines that are on and have or had agents.
std::map<std::int64_t, Demand> demands(Cloud& cloud) {
  std::map<std::int64_t, Demand> by_droplet;
  for (const auto& load : cloud.loads) {
    for (const auto& [id, count] : load.on) {
      const auto* droplet = cloud.droplets.find(id);
      if (droplet == nullptr || droplet->power != Power::on) continue;
      const auto agents = static_cast<double>(count);
      auto& demand = by_droplet[id];
      demand.cores += agents * load.cores_per_agent;
      demand.memory_mib += agents * load.memory_mib_per_agent;
      demand.disk_gib += agents * load.disk_gib_per_agent;
    }
  }
  return by_droplet;
}

LoadStretch stretch_of(const Cloud& cloud, const Droplet& droplet, const Demand& demand, Instant at) {
  const auto* size = cloud.catalogue.size(droplet.size);
  LoadStretch stretch;
  stretch.from = at;
  stretch.running = droplet.power == Power::on;
  stretch.vcpus = size->vcpus;
  stretch.memory_total_mib = size->memory_mib;
  stretch.disk_gib = droplet.disk_gib;
  auto room = static_cast<double>(droplet.disk_gib);
  for (const auto& id : droplet.volumes) {
    const auto* volume = cloud.volumes.find(id);
    if (volume == nullptr) continue;
    stretch.volume_ids.push_back(volume->name);
    stretch.volume_gib.push_back(volume->gib);
    room += static_cast<double>(volume->gib);
  }
  stretch.wanted_cores = idle_cores + demand.cores;
  stretch.busy_cores = std::min(stretch.wanted_cores, static_cast<double>(size->vcpus));
  stretch.memory_mib =
      std::min(idle_memory_mib + demand.memory_mib, 0.985 * static_cast<double>(size->memory_mib));
  stretch.data_gib = std::min(idle_disk_gib + demand.disk_gib, room);
  return stretch;
}

}  // namespace

void note_stretch(const Cloud& cloud, Droplet& droplet, const Demand& demand, bool boots, Instant at) {
  auto next = stretch_of(cloud, droplet, demand, at);
  auto& past = droplet.past;
  next.boots = boots;
  if (!past.empty() && past.back().from >= at) {
    next.boots = boots || past.back().boots;
    next.from = past.back().from;
    past.back() = std::move(next);
    return;
  }
  if (!past.empty() && !boots) {
    auto same = past.back();
    same.from = at;
    same.boots = false;
    if (same == next) return;
  }
  past.push_back(std::move(next));
  if (past.size() > longest_past) past.erase(past.begin(), past.begin() + longest_past / 4);
}

void share_loads(Cloud& cloud, Instant at) {
  if (cloud.loads.empty()) return;
  for (const auto& [id, demand] : demands(cloud))
    note_stretch(cloud, *cloud.droplets.find(id), demand, false, at);
  record_agents(cloud);
}

}  // namespace muster::sandbox
