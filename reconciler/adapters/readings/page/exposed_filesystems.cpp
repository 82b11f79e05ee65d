#include "reconciler/adapters/readings/page/exposed_filesystems.hpp"

#include <algorithm>
#include <array>

#include "reconciler/adapters/host/filesystems.hpp"

namespace muster {
namespace {

constexpr std::array<std::string_view, 5> kFilesystemSeries = {
    "node_filesystem_size_bytes", "node_filesystem_free_bytes", "node_filesystem_avail_bytes",
    "node_filesystem_readonly", "node_filesystem_device_error"};

}  // namespace

bool ExposedFilesystems::is_one(std::string_view name) {
  return std::find(kFilesystemSeries.begin(), kFilesystemSeries.end(), name) != kFilesystemSeries.end();
}

bool ExposedFilesystems::may_be_one(std::string_view beginning) {
  return std::any_of(kFilesystemSeries.begin(), kFilesystemSeries.end(),
                     [&](std::string_view name) { return name.starts_with(beginning); });
}

/// Percent, as df counts; NaN if it cannot be measured.
double ExposedFilesystems::Filesystem::share() const {
  const bool possible = !failed && free >= 0 && free <= size && available >= 0 && available <= size;
  return possible ? 100 * used() / (used() + available) : NAN;
}

ExposedFilesystems::Filesystem& ExposedFilesystems::of(const ExposedSample& sample) {
  return all_[{std::string(sample.label("device")), std::string(sample.label("mountpoint"))}];
}

void ExposedFilesystems::take(const ExposedSample& sample) {
  if (!holds_data(sample.label("fstype"), sample.label("mountpoint"))) return;
  auto& filesystem = of(sample);
  if (sample.name == kFilesystemSeries[0]) filesystem.size = sample.value;
  if (sample.name == kFilesystemSeries[1]) filesystem.free = sample.value;
  if (sample.name == kFilesystemSeries[2]) filesystem.available = sample.value;
  if (sample.name == kFilesystemSeries[3]) filesystem.read_only = sample.value == 1;
  if (sample.name == kFilesystemSeries[4]) filesystem.failed = filesystem.failed || sample.value != 0;
}

void ExposedFilesystems::spoil(const ExposedSample& sample) {
  if (sample.label("mountpoint").empty()) {
    nameless_ = true;
  } else if (holds_data(sample.label("fstype"), sample.label("mountpoint"))) {
    of(sample).failed = true;
  }
}

FilesystemUse ExposedFilesystems::use() const {
  FilesystemUse use;
  std::map<std::string, double> used_on;  // A device that is mounted twice is full only once.
  for (const auto& [where, filesystem] : all_) {
    const auto& [device, mount_point] = where;
    (filesystem.read_only ? use.read_only : use.written_to).insert(mount_point);
    // A read-only filesystem never grows; its fill level is constant.
    if (filesystem.read_only) continue;
    if (filesystem.size == 0 && !filesystem.failed) continue;  // It has no space of its own.
    const double share = filesystem.share();
    if (!std::isfinite(share)) {
      use.unjudged.push_back(mount_point);
      continue;
    }
    use.fullest = std::max(use.fullest.value_or(share), share);
    used_on[device] = std::max(used_on[device], filesystem.used());
  }
  for (const auto& [device, bytes] : used_on) use.used += bytes;
  if (nameless_) use.unjudged.emplace_back("a filesystem that its page does not name");
  return use;
}

}  // namespace muster
