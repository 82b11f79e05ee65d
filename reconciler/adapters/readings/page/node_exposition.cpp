#include "reconciler/adapters/readings/page/node_exposition.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include "reconciler/adapters/host/filesystems.hpp"
#include "reconciler/adapters/readings/page/exposition.hpp"
#include "reconciler/adapters/readings/reading_range.hpp"

namespace muster {
namespace {

/// Converts a double from a page to thousandths; nullopt for NaN, infinity and values out of range.
std::optional<Measure> measure_of(double value) {
  constexpr double kMost = 9e15;
  if (!std::isfinite(value) || std::abs(value) > kMost) return std::nullopt;
  return Measure::milli(std::llround(value * 1000));
}

std::optional<Measure> believable_of(Metric metric, double value) {
  const auto measure = measure_of(value);
  return measure ? believable(metric, *measure) : std::nullopt;
}

void put(NodeExposition& page, Metric metric, double value) {
  if (const auto fit = believable_of(metric, value))
    page.values[metric] = *fit;
  else
    page.odd.insert(metric);
}

struct Filesystem {
  double size = NAN;
  double free = NAN;
  double available = NAN;
  bool read_only = false;
  bool failed = false;  ///< Node exporter may not read it, or got no answer in time.

  double used() const { return size - free; }
  /// Percent, as df counts; NaN if it cannot be measured.
  double share() const {
    const bool possible = !failed && free >= 0 && free <= size && available >= 0 && available <= size;
    return possible ? 100 * used() / (used() + available) : NAN;
  }
};
using Filesystems = std::map<std::pair<std::string, std::string>, Filesystem>;  // By device and mount point.

void take_filesystem(const ExposedSample& sample, Filesystems& into) {
  if (!holds_data(sample.label("fstype"), sample.label("mountpoint"))) return;
  auto& filesystem = into[{std::string(sample.label("device")), std::string(sample.label("mountpoint"))}];
  if (sample.name == "node_filesystem_size_bytes") filesystem.size = sample.value;
  if (sample.name == "node_filesystem_free_bytes") filesystem.free = sample.value;
  if (sample.name == "node_filesystem_avail_bytes") filesystem.available = sample.value;
  if (sample.name == "node_filesystem_readonly") filesystem.read_only = sample.value == 1;
  if (sample.name == "node_filesystem_device_error") filesystem.failed = sample.value != 0;
}

void weigh(const Filesystems& filesystems, NodeExposition& page) {
  double fullest = NAN;
  std::map<std::string, double> used_on;  // A device that is mounted twice is full only once.
  std::vector<std::string> unjudged;
  for (const auto& [where, filesystem] : filesystems) {
    const auto& [device, mount_point] = where;
    (filesystem.read_only ? page.read_only : page.written_to).insert(mount_point);
    // A read-only filesystem never grows; its fill level is constant.
    if (filesystem.read_only) continue;
    if (filesystem.size == 0) continue;  // It has no space of its own.
    const double share = filesystem.share();
    if (!std::isfinite(share)) {
      unjudged.push_back(mount_point);
      continue;
    }
    fullest = std::isnan(fullest) ? share : std::max(fullest, share);
    used_on[device] = std::max(used_on[device], filesystem.used());
  }
  if (!used_on.empty()) {
    double used = 0;
    for (const auto& [device, bytes] : used_on) used += bytes;
    put(page, Metric::disk, fullest);
    put(page, Metric::disk_used, used);
  } else if (!unjudged.empty()) {
    page.odd = {Metric::disk, Metric::disk_used};
  }
  for (const auto& mount_point : unjudged) leave_unjudged(page, mount_point);
}

void take_own(const ExposedSample& sample, NodeExposition& page) {
  static const std::map<std::string_view, std::pair<Metric, double>> kOwn = {
      {"muster_node_cpu_usage_ratio", {Metric::cpu, 100}},
      {"muster_node_memory_usage_ratio", {Metric::memory, 100}},
      {"muster_node_disk_usage_ratio", {Metric::disk, 100}},
      {"muster_node_disk_used_bytes", {Metric::disk_used, 1}},
      {"muster_node_agents", {Metric::agents, 1}},
      {"muster_node_log_used_bytes", {Metric::log_used, 1}},
      {"muster_node_database_used_bytes", {Metric::database_used, 1}},
  };
  static const std::map<std::string_view, std::pair<Metric, double>> kKnown = {
      {"muster_node_disk_known_usage_ratio", {Metric::disk, 100}},
      {"muster_node_disk_known_used_bytes", {Metric::disk_used, 1}},
      {"muster_node_log_known_used_bytes", {Metric::log_used, 1}},
      {"muster_node_database_known_used_bytes", {Metric::database_used, 1}},
  };
  page.of_muster_node = true;
  if (sample.name == "muster_node_sampled_timestamp_seconds" && sample.value >= 0 && sample.value < 1e11)
    page.at = Instant(Duration(std::llround(sample.value * 1000)));
  if (const auto own = kOwn.find(sample.name); own != kOwn.end())
    put(page, own->second.first, sample.value * own->second.second);
  if (const auto known = kKnown.find(sample.name); known != kKnown.end()) {
    const auto metric = known->second.first;
    const auto fit = believable_of(metric, sample.value * known->second.second);
    if (fit) page.at_least[metric] = *fit;
  }
}

}  // namespace

NodeExposition read_node_exposition(std::string_view text) {
  NodeExposition page;
  Filesystems filesystems;
  std::optional<double> available;
  std::optional<double> total;
  page.text = std::hash<std::string_view>{}(text);
  const auto exposition = read_exposition(
      text, {"node_cpu_seconds_total", "node_memory_Mem", "node_filesystem_", "muster_node_"});
  for (const auto& sample : exposition.samples) {
    if (sample.name.starts_with("muster_node_")) {
      take_own(sample, page);
      continue;
    }
    page.of_node_exporter = true;
    if (sample.at) page.at = page.at ? std::min(*page.at, *sample.at) : sample.at;
    if (sample.name == "node_cpu_seconds_total")
      page.cpu_seconds[{std::string(sample.label("cpu")), std::string(sample.label("mode"))}] = sample.value;
    else if (sample.name == "node_memory_MemAvailable_bytes")
      available = sample.value;
    else if (sample.name == "node_memory_MemTotal_bytes")
      total = sample.value;
    else if (sample.name.starts_with("node_filesystem_"))
      take_filesystem(sample, filesystems);
  }
  const bool whole = total && *total > 0;
  if (total || available)
    put(page, Metric::memory, whole ? 100 * (1 - available.value_or(NAN) / *total) : NAN);
  weigh(filesystems, page);
  return page;
}

void leave_unjudged(NodeExposition& page, const std::string& mount_point) {
  page.unjudged.push_back(mount_point);
  for (const auto metric : {Metric::disk, Metric::disk_used}) {
    const auto known = page.values.find(metric);
    if (known == page.values.end()) continue;
    page.at_least[metric] = known->second;
    page.values.erase(known);
  }
}

std::optional<Measure> busy_between(const NodeExposition& before, const NodeExposition& after) {
  if (before.cpu_seconds.empty() || before.cpu_seconds.size() != after.cpu_seconds.size())
    return std::nullopt;
  double all = 0;
  double idle = 0;
  for (const auto& [which, now] : after.cpu_seconds) {
    const auto then = before.cpu_seconds.find(which);
    if (then == before.cpu_seconds.end()) return std::nullopt;
    double grew = now - then->second;
    const auto& mode = which.second;
    const bool waits = mode == "idle" || mode == "iowait";
    // The kernel sometimes corrects idle and iowait slightly downwards.
    if (waits && grew < 0 && grew > -1) grew = 0;
    if (!(grew >= 0) || !std::isfinite(grew)) return std::nullopt;
    all += grew;
    if (waits) idle += grew;
  }
  if (all <= 0) return std::nullopt;
  const auto busy = measure_of(100 * (all - idle) / all);
  return busy ? believable(Metric::cpu, *busy) : std::nullopt;
}

}  // namespace muster
