#include "providers/digitalocean/monitoring/monitoring_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "providers/digitalocean/monitoring/monitoring.hpp"
#include "reconciler/adapters/json/json_document.hpp"
#include "reconciler/ports/steady_time.hpp"

namespace muster::digitalocean {
namespace {

constexpr auto kPerDroplet = std::size(kDropletMetrics);
/// Longest wait for the rate limit: older readings are useless.
constexpr Duration kPatience = 30s;
/// CPU is a difference: the first one needs an earlier sample.
constexpr Duration kLeadIn = std::chrono::minutes(5);
/// Samples of a longer span are further apart: over a day too far for rules with a window of minutes.
constexpr Duration kLongestSpan = std::chrono::hours(6);

constexpr std::size_t kListedTroubles = 3;

using Answers = std::vector<Result<HttpResponse>>;

/// The lines of the answers to one droplet's requests, in the order of kDropletMetrics.
std::vector<Result<std::vector<MetricLine>>> lines_of(Answers::iterator from) {
  std::vector<Result<std::vector<MetricLine>>> lines;
  for (auto answer = from; answer != from + kPerDroplet; ++answer) {
    if (!*answer) {
      lines.push_back(answer->error());
      continue;
    }
    auto document = JsonDocument::parse(std::move((*answer)->body));
    lines.push_back(document ? lines_in(document->root())
                             : Error{ErrorKind::invalid, "the answer is " + document.error().what});
  }
  return lines;
}

/// Collects the readings of one machine's series.
struct Collector {
  std::vector<Reading>& into;
  std::vector<std::string>& trouble;
  Instant since;
  Instant now;

  void add(const Slot& slot, Metric metric, const Series& series) {
    int samples = 0;
    int odd = 0;
    for (const auto& sample : series) {
      if (sample.at < since || sample.at > now) continue;
      into.push_back({.at = sample.at,
                      .subject = slot,
                      .metric = metric,
                      .value = sample.value,
                      .quality = sample.quality});
      ++samples;
      odd += sample.quality == Quality::ok ? 0 : 1;
    }
    if (samples == 0) add_absent(slot, metric, Quality::missing);
    // CPU time goes back at every restart: report it only if there is no other sample.
    if (odd > 0 && (metric != Metric::cpu || odd == samples)) report_odd(slot, metric, odd, samples);
  }
  void report(const Slot& slot, const char* what, const std::string& problem) {
    trouble.push_back(fmt::format("{} {}: {}", to_string(slot), what, problem));
  }
  void report_odd(const Slot& slot, Metric metric, int odd, int samples) {
    trouble.push_back(fmt::format("{} {}: {} of {} samples are impossible", to_string(slot),
                                  to_string(metric), odd, samples));
  }
  void add_absent(const Slot& slot, Metric metric, Quality quality) {
    into.push_back({.at = now, .subject = slot, .metric = metric, .value = Measure(), .quality = quality});
  }
};

void collect_disks(Collector& collector, const Slot& slot, const std::vector<MetricLine>& free,
                   const std::vector<MetricLine>& size) {
  const auto disk = disk_series(free, size);
  collector.add(slot, Metric::disk, disk.percent);
  collector.add(slot, Metric::disk_used, disk.used_bytes);
  for (const auto& place : disk.unjudged) {
    if (place.empty()) continue;  // The line without labels is reported already.
    collector.report(slot, "disk",
                     fmt::format("{} cannot be measured from the answers; the value comes from the other "
                                 "filesystems and is a minimum",
                                 place));
  }
}

/// Reports the answers of a droplet that failed, and those with an unreadable part.
void report_problems(Collector& collector, const Slot& slot,
                     const std::vector<Result<std::vector<MetricLine>>>& lines) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto problem = lines[i] ? problem_in(*lines[i]) : lines[i].error().what;
    if (!problem.empty()) collector.report(slot, kDropletMetrics[i], problem);
  }
}

void collect(Collector& collector, const Slot& slot, Answers::iterator answers) {
  const auto lines = lines_of(answers);
  report_problems(collector, slot, lines);
  const auto& cpu = lines[0];
  if (cpu)
    collector.add(slot, Metric::cpu, cpu_series(*cpu));
  else
    collector.add_absent(slot, Metric::cpu, Quality::error);
  if (lines[1] && lines[2])
    collector.add(slot, Metric::memory, memory_series(*lines[1], *lines[2]));
  else
    collector.add_absent(slot, Metric::memory, Quality::error);
  if (lines[3] && lines[4]) {
    collect_disks(collector, slot, *lines[3], *lines[4]);
  } else {
    collector.add_absent(slot, Metric::disk, Quality::error);
    collector.add_absent(slot, Metric::disk_used, Quality::error);
  }
}

}  // namespace

std::vector<const Machine*> MonitoringSource::next_machines(const ActualState& actual, std::size_t most) {
  std::vector<const Machine*> all;
  for (const auto& [slot, machine] : actual.machines) all.push_back(&machine);
  // If not all machines can be read, those that were not read last time are first.
  const auto first = std::find_if(all.begin(), all.end(),
                                  [&](const Machine* machine) { return last_asked_ < machine->slot; });
  std::rotate(all.begin(), first, all.end());
  if (all.size() > most) all.resize(most);
  if (!all.empty()) last_asked_ = all.back()->slot;
  return all;
}

Result<std::vector<Reading>> MonitoringSource::readings(const Fleet&, const ActualState& actual,
                                                        Instant since, Instant now) {
  trouble_.clear();
  const auto affordable =
      static_cast<std::size_t>(session_->budget().affordable(steady_now(session_->clock()), kPatience));
  since = std::max(since, now - kLongestSpan);
  const auto asked = next_machines(actual, std::max<std::size_t>(affordable / kPerDroplet, 1));
  std::vector<ApiRequest> requests;
  for (const auto* machine : asked) {
    for (const char* metric : kDropletMetrics)
      requests.push_back(look_at_metric(machine->id, metric, since - kLeadIn, now));
  }
  auto answers = session_->look(requests);
  const auto answered =
      std::any_of(answers.begin(), answers.end(), [](const auto& each) { return each.ok(); });
  if (!answers.empty() && !answered) return answers.front().error().during("reading droplet metrics");

  std::vector<Reading> readings;
  Collector collector{.into = readings, .trouble = trouble_, .since = since, .now = now};
  auto next = answers.begin();
  for (const auto* machine : asked) {
    collect(collector, machine->slot, next);
    next += kPerDroplet;
  }
  for (const auto& [slot, machine] : actual.machines) {
    if (std::find(asked.begin(), asked.end(), &machine) != asked.end()) continue;
    for (const auto metric : usual_metrics()) collector.add_absent(slot, metric, Quality::missing);
  }
  if (trouble_.size() > kListedTroubles) {
    const auto more = trouble_.size() - kListedTroubles;
    trouble_.resize(kListedTroubles);
    trouble_.push_back(fmt::format("and {} more series", more));
  }
  return readings;
}

}  // namespace muster::digitalocean
