#include "reconciler/adapters/readings/page/node_exporter_source.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "reconciler/adapters/readings/missing_readings.hpp"
#include "reconciler/adapters/readings/reading_fields.hpp"
#include "reconciler/adapters/readings/replace_all.hpp"
#include "reconciler/core/reading/summarise.hpp"

namespace muster {
namespace {

std::string page_address(std::string url, const Machine& machine) {
  auto address = machine.private_address.empty() ? machine.public_address : machine.private_address;
  if (address.find(':') != std::string::npos) address = "[" + address + "]";
  replace_all(url, "{address}", address);
  replace_all(url, "{name}", machine.name);
  return url;
}

/// Problems of one page that are listed; the rest is counted.
constexpr std::size_t kListedProblems = 2;

Result<NodeExposition> page_in(const Result<HttpResponse>& response, const Machine& machine) {
  if (!response) return response.error();
  if (response->status != 200) return Error{ErrorKind::io, fmt::format("HTTP {}", response->status)};
  auto page = read_node_exposition(response->body);
  if (!page.of_node_exporter && !page.of_muster_node)
    return Error{ErrorKind::invalid, "the page is neither node exporter's nor muster-node's"};
  if (!page.unusable.empty()) return Error{ErrorKind::invalid, page.unusable};
  const auto slot = to_string(machine.slot);
  if (!page.machine.empty() && page.machine != slot && page.machine != machine.name)
    return Error{ErrorKind::conflict,
                 fmt::format("the page of {} is about the machine {}: compare the address in the fleet file, "
                             "and the option --machine of muster-node",
                             slot, quoted_in_message(page.machine))};
  return page;
}

}  // namespace

NodeExporterSource::NodeExporterSource(HttpClient& client, Clock& clock, NodeExporterOptions options,
                                       ReadingNeeds needs)
    : client_(&client), clock_(&clock), options_(std::move(options)), held_(std::move(needs)) {}

NodeExporterSource::Pages NodeExporterSource::fetch(const std::vector<const Machine*>& machines) {
  std::vector<HttpRequest> requests;
  for (const auto* machine : machines) {
    HttpRequest request;
    request.url = page_address(options_.url, *machine);
    request.headers.push_back({"Accept", "text/plain; version=0.0.4"});
    request.timeout = options_.timeout;
    requests.push_back(std::move(request));
  }
  const auto answers = send_all(*client_, std::move(requests));
  Pages pages;
  for (std::size_t i = 0; i < machines.size(); ++i)
    pages.emplace(machines[i]->slot, page_in(answers[i], *machines[i]));
  return pages;
}

/// A part of a page that cannot be read is never left out in silence.
void NodeExporterSource::look_at_problems(const Slot& slot, const NodeExposition& page) {
  const auto all = page.problems.size();
  for (std::size_t i = 0; i < std::min(all, kListedProblems); ++i)
    trouble_.push_back(fmt::format("{}: {}", to_string(slot), page.problems[i]));
  if (all > kListedProblems)
    trouble_.push_back(
        fmt::format("{}: and {} more problems of its page", to_string(slot), all - kListedProblems));
}

/// A filesystem that was writable and no longer is is damaged; muster cannot free space on it. One that was
/// read-only from the beginning is an image.
void NodeExporterSource::look_at_mounts(const Slot& slot, NodeExposition& page) {
  auto& known = written_to_[slot];
  for (const auto& mount_point : page.unjudged)
    trouble_.push_back(fmt::format(
        "{}: {} could not be measured; the value comes from the other filesystems and is a minimum",
        to_string(slot), mount_point));
  for (const auto& mount_point : page.read_only) {
    if (!known.contains(mount_point)) continue;
    leave_unjudged(page, mount_point);
    trouble_.push_back(fmt::format("{}: {} has become read-only, as a disk does after an error",
                                   to_string(slot), mount_point));
  }
  std::erase_if(known, [&](const std::string& mount_point) { return !page.read_only.contains(mount_point); });
  known.insert(page.written_to.begin(), page.written_to.end());
}

/// muster-node's page contains its time of measurement, and may be polled more often than it changes.
bool NodeExporterSource::is_copy(const Slot& slot, const NodeExposition& page) {
  const auto [known, is_new] = texts_.try_emplace(slot, page.text);
  const bool same = !is_new && known->second == page.text && !page.at;
  known->second = page.text;
  return same;
}

void NodeExporterSource::look_at_odd(const Slot& slot, const NodeExposition& page, Instant when) {
  std::vector<std::string> words;
  for (const auto metric : page.odd) {
    // The lower bound is added instead, because of two failed readings the first one is kept.
    if (!page.at_least.contains(metric))
      held_.add(
          {.at = when, .subject = slot, .metric = metric, .value = Measure(), .quality = Quality::error});
    // For disks the message contains the mount points.
    const bool named = !page.unjudged.empty() && (metric == Metric::disk || metric == Metric::disk_used);
    if (!named && !page.reported.contains(metric)) words.emplace_back(to_string(metric));
  }
  if (!words.empty())
    trouble_.push_back(
        fmt::format("{}: {} on its page is impossible", to_string(slot), fmt::join(words, ", ")));
}

void NodeExporterSource::take(const Slot& slot, NodeExposition& page, Instant now) {
  const auto at = page.at.value_or(now);
  // A sample from the future comes from a wrong clock; its real time is unknown.
  if (at > now + 1s) {
    trouble_.push_back(fmt::format("{}: its readings have the time {}, which is in the future",
                                   to_string(slot), format_instant(at)));
    return;
  }
  if (is_copy(slot, page)) {
    trouble_.push_back(fmt::format("{}: its page is the same text as before: it is a copy", to_string(slot)));
    return;
  }
  const auto when = std::min(at, now);
  look_at_problems(slot, page);
  look_at_mounts(slot, page);
  for (const auto& [metric, value] : page.values)
    held_.add({.at = when, .subject = slot, .metric = metric, .value = value, .quality = Quality::ok});
  look_at_odd(slot, page, when);
  for (const auto& [metric, value] : page.at_least)
    held_.add({.at = when, .subject = slot, .metric = metric, .value = value, .quality = Quality::error});
  const auto before = before_.find(slot);
  if (before != before_.end()) {
    if (const auto busy = busy_between(before->second, page))
      held_.add({.at = when, .subject = slot, .metric = Metric::cpu, .value = *busy, .quality = Quality::ok});
  }
  if (!page.cpu_seconds.empty()) before_[slot] = page;
}

Result<std::vector<Reading>> NodeExporterSource::readings(const Fleet& fleet, const ActualState& actual,
                                                          Instant since, Instant now) {
  trouble_.clear();
  std::vector<const Machine*> machines;
  for (const auto& [slot, machine] : actual.machines) machines.push_back(&machine);
  const auto another_machine = [&](const Slot& slot) {
    const auto machine = actual.machines.find(slot);
    return machine == actual.machines.end() || machine->second.id != whose_[slot];
  };
  std::erase_if(before_, [&](const auto& page) { return another_machine(page.first); });
  std::erase_if(texts_, [&](const auto& text) { return another_machine(text.first); });
  std::erase_if(written_to_, [&](const auto& known) { return another_machine(known.first); });
  whose_.clear();
  for (const auto* machine : machines) whose_.emplace(machine->slot, machine->id);

  auto pages = fetch(machines);
  std::vector<const Machine*> again;
  for (const auto* machine : machines) {
    const auto& page = pages.at(machine->slot);
    if (!page || page->cpu_seconds.empty() || before_.contains(machine->slot)) continue;
    before_[machine->slot] = *page;
    texts_[machine->slot] = page->text;
    again.push_back(machine);
  }
  if (!again.empty()) {
    clock_->wait_until(clock_->now() + kFirstSpan);
    for (auto& [slot, page] : fetch(again)) pages.insert_or_assign(slot, std::move(page));
  }

  std::size_t failed = 0;
  const Error* first = nullptr;
  for (auto& [slot, page] : pages) {
    if (page) {
      take(slot, *page, now);
      continue;
    }
    ++failed;
    before_.erase(slot);  // The next span would include the gap.
    if (first == nullptr) first = &page.error();
    trouble_.push_back(fmt::format("{}: {}", to_string(slot), page.error().what));
  }
  if (first != nullptr && failed == pages.size()) {
    trouble_.clear();
    return *first;
  }
  if (trouble_.size() > 3) {
    const auto more = trouble_.size() - 3;
    trouble_.resize(3);
    trouble_.push_back(fmt::format("and {} more problems", more));
  }

  held_.forget(now);
  std::vector<Reading> readings;
  held_.append_to(readings, since, now);
  for (const auto& [slot, page] : pages) {
    for (const auto metric : usual_metrics()) {
      if (page && page->at_least.contains(metric)) continue;  // Its lower bound is reported already.
      add_absent(readings, held_,
                 {.slot = slot,
                  .metric = metric,
                  .quality = page ? Quality::missing : Quality::error,
                  .sample_every = fleet.sample_every},
                 now);
    }
  }
  return readings;
}

}  // namespace muster
