#include "reconciler/adapters/readings/push/pushed_readings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "reconciler/adapters/readings/file/read_readings.hpp"
#include "reconciler/adapters/readings/file/readings_wanted.hpp"

namespace muster {
namespace {

/// The clocks of a fleet may differ by this much.
constexpr Duration kSenderClockSlack = 5s;
/// A reading further ahead comes from a clock that muster does not wait for.
constexpr Duration kWorthWaiting = std::chrono::minutes(10);
constexpr std::size_t kMostListed = 5;

/// Unacceptable readings of one kind, reported once.
struct Odd {
  std::int64_t count = 0;
  std::string first;
};

void report(std::vector<std::string>& refusals, const Odd& odd, const char* why) {
  if (odd.count > 0) refusals.push_back(fmt::format("{} of its readings {} ({})", odd.count, why, odd.first));
}

}  // namespace

ReadPush read_push(const Slot& machine, const std::string& body, Instant now) {
  ReadingsWanted wanted;
  wanted.most_problems = kMostListed;
  wanted.lines_alone = true;
  std::istringstream lines(body);
  auto read = read_readings(lines, "the push", ReadingsFormat::ndjson, wanted);
  ReadPush push;
  push.receipt.refused = readings_in(body) - static_cast<std::int64_t>(read.readings.size());
  if (auto summary = summary_of(read); !summary.empty()) push.refusals.push_back(std::move(summary));

  Odd others, old, ahead, early;
  const auto note = [](Odd& odd, std::string what) {
    if (odd.count++ == 0) odd.first = std::move(what);
  };
  for (auto& reading : read.readings) {
    const auto at = format_instant(reading.at);
    if (reading.subject != Subject(machine))
      note(others, to_string(reading.subject));
    else if (reading.at < now - kLongestMemory)
      note(old, at);
    else if (reading.at > now + kWorthWaiting)
      note(ahead, at);
    else if (reading.at > now + kSenderClockSlack)
      note(early, at);
    else
      push.good.push_back(std::move(reading));
  }
  report(push.refusals, others, "are about another subject");
  report(push.refusals, old, "are too old for decisions: they waited for too long, or its clock is wrong");
  report(push.refusals, ahead, "are in the future: its clock or muster's is wrong");
  report(push.refusals, early, "are in the future and wait: its clock or muster's is wrong");
  push.receipt.refused += others.count + old.count + ahead.count;
  push.receipt.early = early.count;
  if (early.count > 0) push.receipt.latest = now + kSenderClockSlack;
  return push;
}

PushReceipt PushedReadings::take(const Slot& machine, const std::string& mark, const ReadPush& push,
                                 Instant now) {
  HeardPush heard{.mark = mark, .oldest = now, .between = 0, .first_between = now};
  std::map<Metric, std::optional<std::pair<Instant, Instant>>> spans;
  for (const auto& reading : push.good) {
    heard.oldest = std::min(heard.oldest, reading.at);
    if (!spans.contains(reading.metric)) spans[reading.metric] = held_.span(machine, reading.metric);
  }
  auto receipt = push.receipt;
  std::set<Instant> between;
  for (const auto& reading : push.good) {
    const bool fresh = held_.add(reading);
    ++(fresh ? receipt.fresh : receipt.known);
    const auto& span = spans[reading.metric];
    if (fresh && span && reading.at > span->first && reading.at < span->second) between.insert(reading.at);
  }
  held_.forget(now);
  heard.between = static_cast<int>(between.size());
  if (!between.empty()) heard.first_between = *between.begin();
  if (!push.good.empty()) senders_[machine].hear(heard, now);
  return receipt;
}

void PushedReadings::append_to(std::vector<Reading>& into, Instant since, Instant now) {
  held_.forget(now);
  for (auto sender = senders_.begin(); sender != senders_.end();)
    sender = sender->second.forget(now - kLongestMemory) ? senders_.erase(sender) : std::next(sender);
  const auto first = into.size();
  held_.append_to(into, since, now);
  for (auto i = first; i < into.size(); ++i) {
    const auto* slot = std::get_if<Slot>(&into[i].subject);
    const auto sender = slot != nullptr ? senders_.find(*slot) : senders_.end();
    if (sender == senders_.end() || !sender->second.mixed(into[i].at, now)) continue;
    into[i].quality = Quality::error;
    into[i].value = Measure();
  }
}

std::vector<std::string> PushedReadings::twins(Instant now) const {
  std::vector<std::string> reported;
  for (const auto& [slot, sender] : senders_) {
    if (!sender.two_senders(now)) continue;
    reported.push_back(fmt::format(
        "two senders push readings as {}: a copy of the machine with its token, or an earlier machine that "
        "still runs. Its readings count as failed until one of the two is silent for {}",
        to_string(slot), format_duration(kSecondSenderLeaves)));
  }
  return reported;
}

}  // namespace muster
