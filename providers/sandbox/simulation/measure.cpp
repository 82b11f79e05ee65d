#include "providers/sandbox/simulation/measure.hpp"

#include <algorithm>
#include <cmath>

namespace muster::sandbox {

namespace {

constexpr double mib = 1024.0 * 1024.0;
constexpr double gib = 1024.0 * mib;
constexpr std::int64_t most_samples = 1500;

double seconds(Duration length) {
  return static_cast<double>(length.count()) / 1000.0;
}

/// A pseudo-random number in [0, 1) for this machine and sample, so that the lines are not constant.
double wobble(const Droplet& droplet, std::int64_t at, std::uint64_t salt) {
  const auto bits =
      mixed(static_cast<std::uint64_t>(droplet.id) * 1000003U + static_cast<std::uint64_t>(at) + salt);
  return static_cast<double>(bits >> 11U) / 9007199254740992.0;
}

/// A moment of a sample, and the stretch that contains it.
struct Sample {
  std::int64_t at = 0;
  std::size_t stretch = 0;
};

std::vector<Sample> samples_of(const Droplet& droplet, std::int64_t start, std::int64_t end, Instant now) {
  std::vector<Sample> samples;
  auto step = kSampleStep;
  end = std::min(end, std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count());
  if (droplet.past.empty() || end < start) return samples;
  while ((end - start) / step > most_samples) step *= 2;
  std::size_t stretch = 0;
  for (auto at = (start + step - 1) / step * step; at <= end; at += step) {
    const Instant moment{std::chrono::seconds(at)};
    while (stretch + 1 < droplet.past.size() && droplet.past[stretch + 1].from <= moment) ++stretch;
    if (droplet.past[stretch].from <= moment && droplet.past[stretch].running)
      samples.push_back({at, stretch});
  }
  return samples;
}

/// Core-seconds since the machine's last boot before the sample.
struct CoreSeconds {
  double busy = 0;
  double all = 0;
};

CoreSeconds counted(const Droplet& droplet, const Sample& sample) {
  CoreSeconds total;
  const Instant moment{std::chrono::seconds(sample.at)};
  auto until = moment;
  for (std::size_t i = sample.stretch + 1; i-- > 0;) {
    const auto& stretch = droplet.past[i];
    if (stretch.running) {
      const auto length = seconds(until - stretch.from);
      total.busy += length * stretch.busy_cores;
      total.all += length * static_cast<double>(stretch.vcpus);
    }
    if (stretch.boots) break;
    until = stretch.from;
  }
  return total;
}

struct Share {
  const char* mode;
  double of_busy;
};
constexpr Share shares[] = {{"iowait", 0},   {"irq", 0},      {"nice", 0},   {"softirq", 0.02},
                            {"steal", 0.01}, {"system", 0.2}, {"user", 0.77}};

/// Returns by how many core-seconds the counters of a sample may be ahead: about half a percent of a step,
/// and so little that no counter ever runs backwards at any load.
double unsteadiness(const LoadStretch& stretch, const Sample& sample, double step) {
  const Instant moment{std::chrono::seconds(sample.at)};
  if (seconds(moment - stretch.from) < step) return 0;
  const auto cores = static_cast<double>(stretch.vcpus);
  return step * std::min({0.005 * cores, 0.01, 0.5 * (cores - stretch.busy_cores)});
}

std::vector<Line> cpu_lines(const Droplet& droplet, const std::vector<Sample>& samples) {
  const auto host = std::to_string(droplet.id);
  std::vector<Line> lines{{{{"host_id", host}, {"mode", "idle"}}, {}}};
  for (const auto& share : shares) lines.push_back({{{"host_id", host}, {"mode", share.mode}}, {}});
  const auto step = static_cast<double>(kSampleStep);
  for (const auto& sample : samples) {
    auto total = counted(droplet, sample);
    const auto most = unsteadiness(droplet.past[sample.stretch], sample, step);
    total.busy = std::clamp(total.busy + most * wobble(droplet, sample.at, 1), 0.0, total.all);
    lines.front().samples.emplace_back(sample.at, total.all - total.busy);
    for (std::size_t i = 0; i < std::size(shares); ++i)
      lines[i + 1].samples.emplace_back(sample.at, total.busy * shares[i].of_busy);
  }
  return lines;
}

double memory_value(const std::string& metric, const Droplet& droplet, const Sample& sample) {
  const auto& stretch = droplet.past[sample.stretch];
  const auto total = static_cast<double>(stretch.memory_total_mib) * mib * 0.97;  // The kernel reserves some.
  const auto used = std::min(total, stretch.memory_mib * mib * (1 + 0.004 * wobble(droplet, sample.at, 2)));
  const auto available = total - used;
  if (metric == "memory_total") return total;
  if (metric == "memory_available") return available;
  if (metric == "memory_cached") return available * 0.55;
  return available * 0.4;  // memory_free
}

std::vector<Line> file_system_lines(const Droplet& droplet, const std::vector<Sample>& samples, bool free) {
  struct Mount {
    std::string device, type, point;
    double size;
  };
  std::vector<Line> lines;
  const auto line_of = [&](const Mount& mount) -> Line& {
    for (auto& line : lines)
      if (line.labels[3].second == mount.point) return line;
    lines.push_back({{{"device", mount.device},
                      {"fstype", mount.type},
                      {"host_id", std::to_string(droplet.id)},
                      {"mountpoint", mount.point}},
                     {}});
    return lines.back();
  };
  for (const auto& sample : samples) {
    const auto& stretch = droplet.past[sample.stretch];
    std::vector<Mount> mounts{{"/dev/vda1", "ext4", "/", static_cast<double>(stretch.disk_gib) * gib}};
    for (std::size_t i = 0; i < stretch.volume_ids.size(); ++i)
      mounts.push_back({.device = std::string("/dev/sd") + static_cast<char>('a' + i),
                        .type = "ext4",
                        .point = "/mnt/" + stretch.volume_ids[i],
                        .size = static_cast<double>(stretch.volume_gib[i]) * gib});
    double all = 0;
    for (const auto& mount : mounts) all += mount.size;
    // Agents spread their data over all space, so every file system is equally full.
    const auto full = stretch.data_gib * gib / all;
    for (const auto& mount : mounts)
      line_of(mount).samples.emplace_back(sample.at, std::floor(free ? mount.size * (1 - full) : mount.size));
  }
  return lines;
}

double load_value(const Droplet& droplet, const Sample& sample) {
  return droplet.past[sample.stretch].wanted_cores * (0.98 + 0.04 * wobble(droplet, sample.at, 3));
}

}  // namespace

std::vector<Line> measure(const Droplet& droplet, const std::string& metric, std::int64_t start,
                          std::int64_t end, Instant now) {
  const auto samples = droplet.monitoring ? samples_of(droplet, start, end, now) : std::vector<Sample>{};
  if (samples.empty()) return {};
  if (metric == "cpu") return cpu_lines(droplet, samples);
  if (metric == "filesystem_free" || metric == "filesystem_size")
    return file_system_lines(droplet, samples, metric == "filesystem_free");
  Line line{{{"host_id", std::to_string(droplet.id)}}, {}};
  const bool memory = metric.starts_with("memory_");
  if (!memory && !metric.starts_with("load_")) return {};
  for (const auto& sample : samples)
    line.samples.emplace_back(sample.at,
                              memory ? memory_value(metric, droplet, sample) : load_value(droplet, sample));
  return {line};
}

}  // namespace muster::sandbox
