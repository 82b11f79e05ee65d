#include "providers/digitalocean/monitoring.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "reconciler/adapters/http/http_message.hpp"
#include "reconciler/adapters/json/json_fields.hpp"

namespace muster::digitalocean {
namespace {

Instant at_second(std::int64_t seconds) {
  return Instant(std::chrono::seconds(seconds));
}

std::int64_t second_of(Instant at) {
  return std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
}

const std::string& label(const MetricLine& line, const char* name) {
  static const std::string kNone;
  const auto found = line.labels.find(name);
  return found == line.labels.end() ? kNone : found->second;
}

/// part of whole in percent; whole is more than nothing.
Measure percent(Measure part, Measure whole) {
  const auto share = std::clamp(part, Measure(), whole);
  return scaled(Measure::whole(100), share.in_milli(), whole.in_milli());
}

Result<MetricLine> line_in(JsonView view) {
  MetricLine line;
  const auto labels = view.field("metric").members();
  if (!labels) return labels.error();
  for (const auto& each : *labels) {
    auto text = each.value.text_or("");
    if (text) line.labels.emplace(each.name, *std::move(text));
  }
  if (view.field("values").absent_or_null()) return line;
  const auto pairs = view.field("values").items();
  if (!pairs) return pairs.error();
  for (const JsonView pair : *pairs) {
    const auto parts = pair.items();
    if (!parts) return parts.error();
    if (parts->size() != 2) return pair.error("expected a time and a value");
    auto part = parts->begin();
    const auto at = (*part).integer();
    if (!at) return at.error();
    ++part;
    if (const auto value = (*part).measure()) line.samples[*at] = *value;
  }
  return line;
}

/// What `of` has at that second in the first line; nothing when it has none.
std::optional<Measure> value_at(const std::vector<MetricLine>& lines, std::int64_t second) {
  if (lines.empty()) return std::nullopt;
  const auto found = lines.front().samples.find(second);
  return found == lines.front().samples.end() ? std::nullopt : std::optional(found->second);
}

/// How much a count grew; nothing when one end is not known.
std::optional<Measure> growth(const MetricLine& line, std::int64_t from, std::int64_t to) {
  const auto before = line.samples.find(from);
  const auto after = line.samples.find(to);
  if (before == line.samples.end() || after == line.samples.end()) return std::nullopt;
  return after->second - before->second;
}

/// Busy CPU time in percent over one span; nothing when the span says nothing.
std::optional<Measure> busy_percent(const std::vector<MetricLine>& lines, std::int64_t from,
                                    std::int64_t to) {
  Measure all;
  Measure idle;
  for (const auto& line : lines) {
    const auto grew = growth(line, from, to);
    if (!grew || *grew < Measure()) return std::nullopt;
    all = all + *grew;
    const auto& mode = label(line, "mode");
    if (mode == "idle" || mode == "iowait") idle = idle + *grew;
  }
  if (all <= Measure()) return std::nullopt;
  return percent(all - idle, all);
}

/// Whether a filesystem holds what a machine works on, rather than the system's own furniture.
bool holds_data(const MetricLine& line) {
  constexpr std::array<std::string_view, 8> kFurniture = {"tmpfs", "devtmpfs", "squashfs", "overlay",
                                                          "ramfs", "vfat",     "iso9660",  "fuse.lxcfs"};
  constexpr std::array<std::string_view, 5> kPlaces = {"/boot", "/snap", "/run", "/dev", "/sys"};
  const auto& type = label(line, "fstype");
  const auto& mount = label(line, "mountpoint");
  return std::find(kFurniture.begin(), kFurniture.end(), type) == kFurniture.end() &&
         std::none_of(kPlaces.begin(), kPlaces.end(), [&](std::string_view place) {
           return mount.starts_with(place) && (mount.size() == place.size() || mount[place.size()] == '/');
         });
}

}  // namespace

ApiRequest look_at_metric(const MachineId& droplet, const std::string& metric, Instant since, Instant until) {
  return {"GET", fmt::format("/v2/monitoring/metrics/droplet/{}?host_id={}&start={}&end={}", metric,
                             percent_encoded(droplet.value), second_of(since), second_of(until))};
}

Result<std::vector<MetricLine>> lines_in(JsonView body) {
  std::vector<MetricLine> lines;
  const auto result = body.field("data").field("result");
  if (result.is_null()) return lines;
  const auto items = result.items();
  if (!items) return items.error();
  for (const JsonView item : *items) {
    auto line = line_in(item);
    if (!line) return line.error();
    lines.push_back(*std::move(line));
  }
  return lines;
}

Series cpu_series(const std::vector<MetricLine>& lines) {
  Series series;
  const auto idle = std::find_if(lines.begin(), lines.end(),
                                 [](const MetricLine& line) { return label(line, "mode") == "idle"; });
  if (idle == lines.end()) return series;
  std::optional<std::int64_t> before;
  for (const auto& [second, value] : idle->samples) {
    if (const auto busy = before ? busy_percent(lines, *before, second) : std::nullopt)
      series.push_back({at_second(second), *busy});
    before = second;
  }
  return series;
}

Series memory_series(const std::vector<MetricLine>& available, const std::vector<MetricLine>& total) {
  Series series;
  if (available.empty()) return series;
  for (const auto& [second, free] : available.front().samples) {
    const auto all = value_at(total, second);
    if (all && *all > Measure()) series.push_back({at_second(second), percent(*all - free, *all)});
  }
  return series;
}

DiskSeries disk_series(const std::vector<MetricLine>& free, const std::vector<MetricLine>& size) {
  std::map<std::int64_t, Measure> fullest;
  std::map<std::int64_t, Measure> used;
  for (const auto& line : size) {
    if (!holds_data(line)) continue;
    const auto same = std::find_if(free.begin(), free.end(), [&](const MetricLine& other) {
      return label(other, "mountpoint") == label(line, "mountpoint") &&
             label(other, "device") == label(line, "device");
    });
    if (same == free.end()) continue;
    for (const auto& [second, all] : line.samples) {
      const auto left = same->samples.find(second);
      if (left == same->samples.end() || all <= Measure()) continue;
      fullest[second] = std::max(fullest[second], percent(all - left->second, all));
      used[second] = used[second] + (all - left->second);
    }
  }
  DiskSeries series;
  for (const auto& [second, value] : fullest) series.percent.push_back({at_second(second), value});
  for (const auto& [second, value] : used) series.used_bytes.push_back({at_second(second), value});
  return series;
}

}  // namespace muster::digitalocean
