#include "reconciler/adapters/announce/herald.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/adapters/announce/alert_book_codec.hpp"
#include "reconciler/adapters/secrets/scrub.hpp"
#include "reconciler/core/alert/alerts_of.hpp"
#include "reconciler/core/alert/notices_of.hpp"
#include "reconciler/core/alert/round_alerts.hpp"
#include "reconciler/core/base/printable.hpp"

namespace muster {
namespace {

constexpr Duration kFirstBackoff = 15s;
constexpr Duration kLongestBackoff = 5min;

Duration backoff(int failures) {
  auto wait = kFirstBackoff;
  for (int i = 1; i < failures && wait < kLongestBackoff; ++i) wait *= 2;
  return std::min(wait, kLongestBackoff);
}

std::string clean(std::string text) {
  return printable(scrubbed(std::move(text)));
}

/// Foreign text may contain anything; it is cleaned here. The subject identifies an alert and contains no
/// foreign text except names.
void scrub(RoundAlerts& alerts, std::vector<Notice>& notices) {
  for (auto& alert : alerts.firing) {
    alert.summary = clean(std::move(alert.summary));
    alert.subject = printable(alert.subject);
    for (auto& [name, value] : alert.labels) value = printable(value);
  }
  for (auto& notice : notices) {
    notice.summary = clean(std::move(notice.summary));
    notice.subject = printable(notice.subject);
  }
}

}  // namespace

Herald::Herald(RoundMetrics& metrics, OpenAnnouncer open, CourierManners manners)
    : metrics_(&metrics), open_(std::move(open)), manners_(manners) {}

Herald::~Herald() = default;

std::vector<std::string> Herald::heard(const Round& round, Instant now) {
  Troubles troubles;
  fleet_ = round.fleet;
  metrics_->heard(round);
  if (round.world) follow(round.world->fleet.announce, now);
  collect(now, troubles);

  auto notices = notices_of(round, book_.memory, now);
  book_.memory = remember(std::move(book_.memory), round, now);
  auto alerts = alerts_of(round, book_.memory, now);
  scrub(alerts, notices);
  book_ = muster::heard(std::move(book_), alerts, notices, rules(), now);

  // A muster without the lease sends nothing: the leader has a book of its own.
  if (round.leads) {
    open_places(now, troubles);
    hand_out(now);
  }
  tell_metrics();
  return troubles;
}

std::string Herald::book() const {
  return to_json(book_);
}

Result<Done> Herald::resume(const std::string& text) {
  auto book = alert_book_in(text);
  if (!book) return book.error();
  // The lease history of this process is not in the other leader's book.
  const auto own = book_.memory;
  book_ = *std::move(book);
  book_.memory.led = own.led;
  if (!own.lost_lead.empty()) book_.memory.lost_lead = own.lost_lead;
  return Done{};
}

std::vector<std::string> Herald::stop(Instant now, Duration at_most) {
  Troubles troubles;
  const auto until = std::chrono::steady_clock::now() + at_most;
  const auto left = [&] {
    return std::max(Duration(0),
                    std::chrono::duration_cast<Duration>(until - std::chrono::steady_clock::now()));
  };
  const auto settle = [&] {
    for (auto& [name, place] : places_)
      if (place.courier) place.courier->settle(left());
  };
  settle();
  collect(now, troubles);
  if (book_.memory.led) hand_out(now);
  settle();
  collect(now, troubles);
  for (auto& [name, place] : places_)
    if (place.courier) place.courier->hurry();
  for (auto& courier : retiring_) courier->hurry();
  for (auto& [name, place] : places_) {
    if (place.courier && !place.courier->idle())
      troubles.push_back(fmt::format("announcing to {}: cut off", name));
    place.courier.reset();
  }
  retiring_.clear();
  return troubles;
}

std::vector<Alert> Herald::firing() const {
  std::vector<Alert> alerts;
  for (const auto& [key, known] : book_.alerts)
    if (!known.over_at) alerts.push_back(known.alert);
  std::stable_sort(alerts.begin(), alerts.end(),
                   [](const Alert& a, const Alert& b) { return a.severity > b.severity; });
  return alerts;
}

void Herald::follow(const std::vector<AnnounceRule>& rules, Instant now) {
  std::erase_if(retiring_, [](const auto& courier) { return courier->idle(); });
  for (auto at = places_.begin(); at != places_.end();) {
    auto& place = at->second;
    if (std::find(rules.begin(), rules.end(), place.rule) != rules.end()) {
      ++at;
      continue;
    }
    // It may be sending a message: muster does not wait for it here.
    if (place.courier) {
      place.courier->hurry();
      retiring_.push_back(std::move(place.courier));
    }
    at = places_.erase(at);
  }
  for (const auto& rule : rules)
    if (!places_.contains(rule.name))
      places_[rule.name] = {.rule = rule, .courier = nullptr, .not_before = now};
}

void Herald::open_places(Instant now, Troubles& troubles) {
  for (auto& [name, place] : places_) {
    if (place.courier || now < place.not_before) continue;
    auto announcer = open_(place.rule);
    if (announcer) {
      place.courier = std::make_unique<Courier>(*std::move(announcer), manners_);
      place.failures = 0;
    } else {
      place.not_before = now + backoff(++place.failures);
      troubles.push_back(clean(announcer.error().what));
    }
  }
}

void Herald::collect(Instant now, Troubles& troubles) {
  for (auto& [name, place] : places_) {
    auto delivery = place.courier ? place.courier->collect() : std::nullopt;
    if (!delivery) continue;
    metrics_->announced(name, delivery->result.ok());
    for (const auto& one : delivery->unreached) {
      metrics_->unreached(name, one.address);
      troubles.push_back(fmt::format("announcing to {}: {} did not get it: {}", name, one.address, one.why));
    }
    if (delivery->result) {
      place.failures = 0;
      book_ = told(std::move(book_), delivery->message, now);
      continue;
    }
    const auto& error = delivery->result.error();
    place.not_before = now + std::max(backoff(++place.failures), error.retry_after.value_or(Duration(0)));
    troubles.push_back(fmt::format("announcing to {} failed after {} attempts, again at {}: {}", name,
                                   delivery->attempts, format_instant(place.not_before), error.what));
  }
}

void Herald::hand_out(Instant now) {
  for (auto& [name, place] : places_) {
    // A clock that was set back must not stop messages to a receiver.
    if (place.not_before > now + kLongestBackoff + 1h) place.not_before = now;
    if (!place.courier || now < place.not_before || !place.courier->idle()) continue;
    auto message = due(book_, place.rule, fleet_, now);
    if (!message.empty()) place.courier->offer(std::move(message));
  }
}

void Herald::tell_metrics() {
  std::map<std::pair<AlertName, AlertSeverity>, int> counts;
  for (const auto& [key, known] : book_.alerts)
    if (!known.over_at) ++counts[{known.alert.name, known.alert.severity}];
  metrics_->firing(counts);
}

std::vector<AnnounceRule> Herald::rules() const {
  std::vector<AnnounceRule> rules;
  for (const auto& [name, place] : places_) rules.push_back(place.rule);
  return rules;
}

}  // namespace muster
