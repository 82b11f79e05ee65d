#include "providers/digitalocean/monitoring/monitoring.hpp"

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

using Samples = std::map<std::int64_t, std::optional<Measure>>;

/// Merges the samples of another line of the same series. If the two differ, neither is a value.
void merge(Samples& into, const Samples& more) {
  for (const auto& [second, value] : more) {
    const auto [known, is_new] = into.try_emplace(second, value);
    if (!is_new && known->second != value) known->second = std::nullopt;
  }
}

Samples merged(const std::vector<MetricLine>& lines) {
  Samples all;
  for (const auto& line : lines) merge(all, line.samples);
  return all;
}

/// Returns the used part of `all` in percent; nullopt for impossible values.
std::optional<Measure> taken_percent(const std::optional<Measure>& free, const std::optional<Measure>& all) {
  if (!free || !all || *free < Measure() || *all <= Measure() || *free > *all) return std::nullopt;
  return scaled(Measure::whole(100), (*all - *free).in_milli(), all->in_milli());
}

Sample sample_at(std::int64_t second, const std::optional<Measure>& value) {
  return {at_second(second), value.value_or(Measure()), value ? Quality::ok : Quality::error};
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
    if (!parts || parts->size() != 2) continue;
    auto part = parts->begin();
    const auto at = (*part).integer();
    if (!at) continue;
    ++part;
    const auto value = (*part).measure();
    merge(line.samples, {{*at, value ? std::optional(*value) : std::nullopt}});
  }
  return line;
}

/// Returns the growth of a count; nullopt if one end is unknown.
std::optional<Measure> growth(const MetricLine& line, std::int64_t from, std::int64_t to) {
  const auto before = line.samples.find(from);
  const auto after = line.samples.find(to);
  if (before == line.samples.end() || after == line.samples.end()) return std::nullopt;
  if (!before->second || !after->second) return std::nullopt;
  return *after->second - *before->second;
}

/// Busy CPU time in percent over one span; nullopt when the counts of its two ends cannot be.
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
  return taken_percent(idle, all);
}

/// Whether a filesystem holds data of the machine, and does not belong to the system itself.
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
  std::map<std::map<std::string, std::string>, std::size_t> known;
  for (const JsonView item : *items) {
    auto line = line_in(item);
    if (!line) continue;
    const auto [place, is_new] = known.try_emplace(line->labels, lines.size());
    if (is_new)
      lines.push_back(*std::move(line));
    else
      merge(lines[place->second].samples, line->samples);
  }
  if (lines.empty() && items->size() > 0) return body.error("no line of the answer can be read");
  return lines;
}

Series cpu_series(const std::vector<MetricLine>& lines) {
  Series series;
  const auto idle = std::find_if(lines.begin(), lines.end(),
                                 [](const MetricLine& line) { return label(line, "mode") == "idle"; });
  if (idle == lines.end()) return series;
  std::optional<std::int64_t> before;
  for (const auto& [second, value] : idle->samples) {
    if (before) series.push_back(sample_at(second, busy_percent(lines, *before, second)));
    before = second;
  }
  return series;
}

Series memory_series(const std::vector<MetricLine>& available, const std::vector<MetricLine>& total) {
  Series series;
  const auto whole = merged(total);
  for (const auto& [second, free] : merged(available)) {
    const auto all = whole.find(second);
    if (all != whole.end()) series.push_back(sample_at(second, taken_percent(free, all->second)));
  }
  return series;
}

DiskSeries disk_series(const std::vector<MetricLine>& free, const std::vector<MetricLine>& size) {
  struct Filesystem {
    Samples free{};
    Samples size{};
  };
  std::map<std::pair<std::string, std::string>, Filesystem> filesystems;  // By device and mount point.
  const auto of = [&](const MetricLine& line) -> Filesystem& {
    return filesystems[{label(line, "device"), label(line, "mountpoint")}];
  };
  for (const auto& line : size)
    if (holds_data(line)) merge(of(line).size, line.samples);
  for (const auto& line : free)
    if (holds_data(line)) merge(of(line).free, line.samples);

  DiskSeries series;
  std::map<std::int64_t, std::optional<Measure>> fullest;  // Of those that can be measured.
  std::map<std::int64_t, std::optional<Measure>> used;     // nullopt: one of them is impossible.
  for (const auto& [where, filesystem] : filesystems) {
    for (const auto& [second, all] : filesystem.size) {
      const auto left = filesystem.free.find(second);
      if (left == filesystem.free.end()) continue;
      const auto share = taken_percent(left->second, all);
      auto& top = fullest.try_emplace(second, std::nullopt).first->second;
      auto& sum = used.try_emplace(second, Measure()).first->second;
      if (!share) series.unjudged.insert(where.second);
      if (share) top = std::max(top.value_or(Measure()), *share);
      sum = share && sum ? std::optional(*sum + (*all - *left->second)) : std::nullopt;
    }
  }
  for (const auto& [second, value] : fullest) series.percent.push_back(sample_at(second, value));
  for (const auto& [second, value] : used) series.used_bytes.push_back(sample_at(second, value));
  return series;
}

}  // namespace muster::digitalocean
