#include "reconciler/adapters/readings/page/node_exposition.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "reconciler/adapters/readings/idle_mode.hpp"
#include "reconciler/adapters/readings/page/exposed_filesystems.hpp"
#include "reconciler/adapters/readings/page/exposition.hpp"
#include "reconciler/adapters/readings/page/node_series.hpp"
#include "reconciler/adapters/readings/reading_fields.hpp"
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

/// The value of a series of muster-node in the unit of its metric.
double value_of(const NodeSeries& series, const ExposedSample& sample) {
  return is_percent(series.metric) ? 100 * sample.value : sample.value;
}

template <std::size_t N>
const NodeSeries* find_series(const std::array<NodeSeries, N>& all, std::string_view name) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return name == one.name; });
  return found == all.end() ? nullptr : &*found;
}

constexpr std::string_view kCpuSeries = "node_cpu_seconds_total";
constexpr std::string_view kAvailableSeries = "node_memory_MemAvailable_bytes";
constexpr std::string_view kTotalSeries = "node_memory_MemTotal_bytes";

/// The labels that tell apart the series of one name on the page of one machine.
std::vector<std::string_view> identity_of(const ExposedSample& sample) {
  if (sample.name == kCpuSeries) return {"cpu", "mode"};
  if (sample.name == kNodeFailedSeries) return {"metric"};
  if (ExposedFilesystems::is_one(sample.name)) return {"device", "mountpoint"};
  return {};
}

/// Reads the samples of a page, and notes the parts that are unknown.
class PageReader {
 public:
  explicit PageReader(NodeExposition& page) : page_(page) {}

  void take(const ExposedSample& sample);
  void take(const UnreadableLine& line);
  void finish();

 private:
  bool contradicts(const ExposedSample& sample);
  void take_own(const ExposedSample& sample);
  void spoil(const ExposedSample& sample, bool name_is_cut);
  void spoil(Metric metric);
  void weigh_cpu();
  void weigh_disks();

  NodeExposition& page_;
  ExposedFilesystems filesystems_{};
  std::optional<double> available_{};
  std::optional<double> total_{};
  bool cpu_spoilt_ = false;
  std::set<Metric> spoilt_{};
  std::map<std::vector<std::string>, const ExposedSample*> seen_{};
};

/// Whether another series of the page has another value of the same thing. A page of several machines has
/// such series, which differ in further labels.
bool PageReader::contradicts(const ExposedSample& sample) {
  std::vector<std::string> identity = {std::string(sample.name)};
  for (const auto name : identity_of(sample)) identity.emplace_back(sample.label(name));
  const auto [known, is_new] = seen_.try_emplace(std::move(identity), &sample);
  if (is_new || known->second->value == sample.value) return false;
  std::vector<std::string> differ;
  for (const auto& [label, text] : sample.labels) {
    if (known->second->label(label) == text) continue;
    differ.push_back(fmt::format("{} {} and {}", label, quoted_in_message(known->second->label(label)),
                                 quoted_in_message(text)));
  }
  const auto which = fmt::format("{}", fmt::join(known->first, " "));
  page_.problems.push_back(differ.empty()
                               ? fmt::format("{} occurs twice, with two values", which)
                               : fmt::format("{} has two values, of {}: the page describes several machines",
                                             which, fmt::join(differ, ", ")));
  return true;
}

void PageReader::take(const ExposedSample& sample) {
  const bool own = sample.name.starts_with("muster_node_");
  (own ? page_.of_muster_node : page_.of_node_exporter) = true;
  if (contradicts(sample)) return spoil(sample, false);
  if (own) return take_own(sample);
  if (sample.at) page_.at = page_.at ? std::min(*page_.at, *sample.at) : sample.at;
  if (sample.name == kCpuSeries)
    page_.cpu_seconds[{std::string(sample.label("cpu")), std::string(sample.label("mode"))}] = sample.value;
  else if (sample.name == kAvailableSeries)
    available_ = sample.value;
  else if (sample.name == kTotalSeries)
    total_ = sample.value;
  else if (ExposedFilesystems::is_one(sample.name))
    filesystems_.take(sample);
}

void PageReader::take_own(const ExposedSample& sample) {
  const std::string machine(sample.label("machine"));
  if (page_.machine.empty()) page_.machine = machine;
  if (!machine.empty() && page_.machine != machine && page_.unusable.empty())
    page_.unusable = fmt::format("its page names two machines, {} and {}", quoted_in_message(page_.machine),
                                 quoted_in_message(machine));
  if (sample.name == kNodeSampledSeries && sample.value >= 0 && sample.value < 1e11)
    page_.at = Instant(Duration(std::llround(sample.value * 1000)));
  if (const auto* own = find_series(kNodeSeries, sample.name))
    put(page_, own->metric, value_of(*own, sample));
  if (const auto* known = find_series(kNodeKnownSeries, sample.name)) {
    if (const auto fit = believable_of(known->metric, value_of(*known, sample)))
      page_.at_least[known->metric] = *fit;
  }
  const auto failed = sample.name == kNodeFailedSeries && sample.value != 0
                          ? metric_of(std::string(sample.label("metric")))
                          : std::nullopt;
  if (failed) {
    page_.problems.push_back(
        fmt::format("muster-node cannot measure {}; its log has the reason", to_string(*failed)));
    page_.odd.insert(*failed);
    page_.reported.insert(*failed);
  }
}

void PageReader::take(const UnreadableLine& line) {
  const auto text = quoted_in_message(line.text);
  page_.problems.push_back(
      line.cut ? fmt::format("its page ends within line {}, which does not count: {}", line.number, text)
               : fmt::format("line {} of its page cannot be read: {}", line.number, text));
  const auto& name = line.sample.name;
  (name.starts_with("muster_node_") ? page_.of_muster_node : page_.of_node_exporter) |= name.size() > 5;
  spoil(line.sample, line.cut && name.size() == line.text.size());
}

/// The metric of this series is unknown. A name that is cut may be any that begins so; of those that have one
/// series a page, the ones that were read remain.
void PageReader::spoil(const ExposedSample& sample, bool name_is_cut) {
  const auto hit = [&](std::string_view name) {
    return name_is_cut ? name.starts_with(sample.name) : name == sample.name;
  };
  if (hit(kCpuSeries)) cpu_spoilt_ = true;
  if ((hit(kAvailableSeries) && !(name_is_cut && available_)) ||
      (hit(kTotalSeries) && !(name_is_cut && total_)))
    spoil(Metric::memory);
  if (name_is_cut ? ExposedFilesystems::may_be_one(sample.name) : ExposedFilesystems::is_one(sample.name)) {
    filesystems_.spoil(sample);
    page_.reported.insert({Metric::disk, Metric::disk_used});
  }
  if (hit(kNodeSampledSeries) && !(name_is_cut && (page_.at || !page_.of_muster_node)))
    page_.unusable = "the time of its measurement cannot be read";
  for (const auto& own : kNodeSeries) {
    if (name_is_cut ? hit(own.name) && page_.of_muster_node && !page_.values.contains(own.metric)
                    : hit(own.name))
      spoil(own.metric);
  }
  for (const auto& known : kNodeKnownSeries) {
    if (!name_is_cut && hit(known.name)) page_.at_least.erase(known.metric);
  }
}

void PageReader::spoil(Metric metric) {
  spoilt_.insert(metric);
  page_.reported.insert(metric);
}

void PageReader::weigh_cpu() {
  const auto& seconds = page_.cpu_seconds;
  if (seconds.empty() && !cpu_spoilt_) return;
  const auto waits = [](const auto& counted) { return is_idle_mode(counted.first.second); };
  const auto possible = [](const auto& counted) { return std::isfinite(counted.second); };
  const bool only_idle = !seconds.empty() && std::all_of(seconds.begin(), seconds.end(), waits);
  if (!cpu_spoilt_ && !only_idle && std::all_of(seconds.begin(), seconds.end(), possible)) return;
  if (only_idle && !cpu_spoilt_) page_.problems.emplace_back("its page has CPU time of idle modes only");
  if (only_idle || cpu_spoilt_) page_.reported.insert(Metric::cpu);
  // The share of an unknown mode would be missing from the sum: the other modes are no measurement.
  page_.cpu_seconds.clear();
  page_.odd.insert(Metric::cpu);
}

void PageReader::weigh_disks() {
  auto use = filesystems_.use();
  page_.read_only = std::move(use.read_only);
  page_.written_to = std::move(use.written_to);
  if (use.fullest) {
    put(page_, Metric::disk, *use.fullest);
    put(page_, Metric::disk_used, use.used);
  } else if (!use.unjudged.empty()) {
    page_.odd.insert({Metric::disk, Metric::disk_used});
  }
  for (const auto& mount_point : use.unjudged) leave_unjudged(page_, mount_point);
}

void PageReader::finish() {
  const bool whole = total_ && *total_ > 0;
  if (total_ || available_)
    put(page_, Metric::memory, whole ? 100 * (1 - available_.value_or(NAN) / *total_) : NAN);
  weigh_cpu();
  weigh_disks();
  for (const auto metric : spoilt_) {
    page_.values.erase(metric);
    page_.odd.insert(metric);
  }
}

}  // namespace

NodeExposition read_node_exposition(std::string_view text) {
  NodeExposition page;
  page.text = std::hash<std::string_view>{}(text);
  const auto exposition =
      read_exposition(text, {kCpuSeries, "node_memory_Mem", "node_filesystem_", "muster_node_"});
  PageReader reader(page);
  for (const auto& sample : exposition.samples) reader.take(sample);
  for (const auto& line : exposition.unreadable) reader.take(line);
  reader.finish();
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
    const bool waits = is_idle_mode(which.second);
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
