#include "providers/digitalocean/monitoring/monitoring.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/adapters/host/filesystems.hpp"
#include "reconciler/adapters/http/http_message.hpp"
#include "reconciler/adapters/json/json_fields.hpp"
#include "reconciler/adapters/readings/idle_mode.hpp"

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

/// A line whose values cannot be read keeps its labels: they show which series is unknown.
MetricLine line_in(JsonView view) {
  MetricLine line;
  const auto fail = [&](const Error& error) {
    line.problem = error.what;
    return line;
  };
  const auto labels = view.field("metric").members();
  if (!labels) return fail(labels.error());
  for (const auto& each : *labels) {
    auto text = each.value.text_or("");
    if (text) line.labels.emplace(each.name, *std::move(text));
  }
  if (view.field("values").absent_or_null()) return line;
  const auto pairs = view.field("values").items();
  if (!pairs) return fail(pairs.error());
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

bool waits(const MetricLine& line) {
  return is_idle_mode(label(line, "mode"));
}

/// Busy CPU time in percent over one span; nullopt if the counts of its two ends cannot be. The modes that
/// wait are no measurement alone: without the others every machine is idle.
std::optional<Measure> busy_percent(const std::vector<MetricLine>& lines, std::int64_t from,
                                    std::int64_t to) {
  Measure all;
  Measure idle;
  if (std::all_of(lines.begin(), lines.end(), waits)) return std::nullopt;
  for (const auto& line : lines) {
    if (!line.problem.empty()) return std::nullopt;
    const auto grew = growth(line, from, to);
    if (!grew || *grew < Measure()) return std::nullopt;
    all = all + *grew;
    if (waits(line)) idle = idle + *grew;
  }
  if (all <= Measure()) return std::nullopt;
  return taken_percent(idle, all);
}

/// Whether a filesystem holds data of the machine, and does not belong to the system itself.
bool holds_data(const MetricLine& line) {
  return muster::holds_data(label(line, "fstype"), label(line, "mountpoint"));
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
    const auto [place, is_new] = known.try_emplace(line.labels, lines.size());
    if (is_new) {
      lines.push_back(std::move(line));
      continue;
    }
    auto& same = lines[place->second];
    merge(same.samples, line.samples);
    if (same.problem.empty()) same.problem = line.problem;
  }
  const bool readable =
      std::any_of(lines.begin(), lines.end(), [](const MetricLine& line) { return line.problem.empty(); });
  if (!readable && !lines.empty()) return body.error("no line of the answer can be read");
  return lines;
}

std::string problem_in(const std::vector<MetricLine>& lines) {
  for (const auto& line : lines) {
    if (line.problem.empty()) continue;
    std::string labels;
    for (const char* name : {"mode", "mountpoint"}) {
      if (!label(line, name).empty()) labels += fmt::format(" {} {}", name, label(line, name));
    }
    return fmt::format("the line{} of the answer cannot be read: {}",
                       labels.empty() ? " without labels" : " of" + labels, line.problem);
  }
  return "";
}

Series cpu_series(const std::vector<MetricLine>& lines) {
  Series series;
  // The times come from the idle line. If that one cannot be read, another shows when there was a sample.
  const auto has_times = [](const MetricLine& line) { return !line.samples.empty(); };
  auto times = std::find_if(lines.begin(), lines.end(),
                            [](const MetricLine& line) { return label(line, "mode") == "idle"; });
  if (times == lines.end() && problem_in(lines).empty()) return series;
  if (times == lines.end() || !has_times(*times)) times = std::find_if(lines.begin(), lines.end(), has_times);
  if (times == lines.end()) return series;
  std::optional<std::int64_t> before;
  for (const auto& [second, value] : times->samples) {
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

namespace {

/// The samples of one filesystem.
struct Filesystem {
  Samples free{};
  Samples size{};
  bool unreadable = false;

  bool has_pair_at(std::int64_t second) const { return free.contains(second) && size.contains(second); }
  bool is_known_at(std::int64_t second) const {
    return unreadable || free.contains(second) || size.contains(second);
  }
  std::optional<Measure> free_at(std::int64_t second) const {
    return has_pair_at(second) && !unreadable ? free.at(second) : std::nullopt;
  }
};
/// By device and mount point.
using Filesystems = std::map<std::pair<std::string, std::string>, Filesystem>;

Filesystems filesystems_of(const std::vector<MetricLine>& free, const std::vector<MetricLine>& size) {
  Filesystems all;
  const auto take = [&](const MetricLine& line, Samples Filesystem::*part) {
    // Without labels it is unknown which filesystem it is: it may be any.
    if (!holds_data(line)) return;
    auto& filesystem = all[{label(line, "device"), label(line, "mountpoint")}];
    merge(filesystem.*part, line.samples);
    filesystem.unreadable = filesystem.unreadable || !line.problem.empty();
  };
  for (const auto& line : size) take(line, &Filesystem::size);
  for (const auto& line : free) take(line, &Filesystem::free);
  return all;
}

/// The times at which a filesystem has both values. The two come in two answers, of which one may have a
/// newer sample.
std::set<std::int64_t> seconds_of(const Filesystems& filesystems) {
  std::set<std::int64_t> seconds;
  for (const auto& [where, filesystem] : filesystems) {
    for (const auto& [second, all] : filesystem.size)
      if (filesystem.free.contains(second)) seconds.insert(second);
  }
  return seconds;
}

void add_sample(const Filesystems& filesystems, std::int64_t second, DiskSeries& into) {
  std::optional<Measure> fullest;
  Measure used;
  bool whole = true;
  for (const auto& [where, filesystem] : filesystems) {
    if (!filesystem.is_known_at(second)) continue;  // It was not mounted then.
    const auto left = filesystem.free_at(second);
    const auto share = left ? taken_percent(left, filesystem.size.at(second)) : std::nullopt;
    if (!share) {
      into.unjudged.insert(where.second);
      whole = false;
      continue;
    }
    fullest = std::max(fullest.value_or(Measure()), *share);
    used = used + (*filesystem.size.at(second) - *left);
  }
  // A failed reading with a value is a lower bound: rules that look for a full disk use it, others do not.
  const auto quality = whole && fullest ? Quality::ok : Quality::error;
  into.percent.push_back({at_second(second), fullest.value_or(Measure()), quality});
  into.used_bytes.push_back({at_second(second), used, quality});
}

}  // namespace

DiskSeries disk_series(const std::vector<MetricLine>& free, const std::vector<MetricLine>& size) {
  DiskSeries series;
  const auto filesystems = filesystems_of(free, size);
  for (const auto second : seconds_of(filesystems)) add_sample(filesystems, second, series);
  // One that never has both values is not measured at all, also beside no other.
  for (const auto& [where, filesystem] : filesystems) {
    const bool measured =
        std::any_of(filesystem.size.begin(), filesystem.size.end(),
                    [&known = filesystem.free](const auto& sample) { return known.contains(sample.first); });
    if (!measured && (filesystem.unreadable || !filesystem.size.empty() || !filesystem.free.empty()))
      series.unjudged.insert(where.second);
  }
  return series;
}

}  // namespace muster::digitalocean
