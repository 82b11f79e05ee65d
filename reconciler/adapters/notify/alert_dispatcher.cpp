#include "reconciler/adapters/notify/alert_dispatcher.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/adapters/notify/notification_log_codec.hpp"
#include "reconciler/adapters/secrets/redact.hpp"
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
  return printable(redacted(std::move(text)));
}

/// Foreign text may contain anything; it is cleaned here. The subject identifies an alert and contains no
/// foreign text except names.
void redact(RoundAlerts& alerts, std::vector<Notice>& notices) {
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

AlertDispatcher::AlertDispatcher(RoundMetrics& metrics, OpenNotifier open, RetryPolicy retry_policy)
    : metrics_(&metrics), open_(std::move(open)), retry_policy_(retry_policy) {}

AlertDispatcher::~AlertDispatcher() = default;

std::vector<std::string> AlertDispatcher::record(const Round& round, Instant now) {
  Troubles troubles;
  fleet_ = round.fleet;
  metrics_->record(round);
  if (round.world) follow(round.world->fleet.receivers, now);
  collect(now, troubles);

  auto notices = notices_of(round, log_.memory, now);
  log_.memory = remember(std::move(log_.memory), round, now);
  auto alerts = alerts_of(round, log_.memory, now);
  redact(alerts, notices);
  log_ = muster::record(std::move(log_), alerts, notices, rules(), now);

  // A muster without the lease sends nothing: the leader has a book of its own.
  if (round.leads) {
    open_receivers(now, troubles);
    hand_out(now);
  }
  update_metrics();
  return troubles;
}

std::string AlertDispatcher::book() const {
  return to_json(log_);
}

Result<Done> AlertDispatcher::resume(const std::string& text) {
  auto book = notification_log_in(text);
  if (!book) return book.error();
  // The lease history of this process is not in the other leader's book.
  const auto own = log_.memory;
  log_ = *std::move(book);
  log_.memory.led = own.led;
  if (!own.lost_lead.empty()) log_.memory.lost_lead = own.lost_lead;
  return Done{};
}

std::vector<std::string> AlertDispatcher::stop(Instant now, Duration at_most) {
  Troubles troubles;
  const auto until = std::chrono::steady_clock::now() + at_most;
  const auto left = [&] {
    return std::max(Duration(0),
                    std::chrono::duration_cast<Duration>(until - std::chrono::steady_clock::now()));
  };
  const auto settle = [&] {
    for (auto& [name, receiver] : receivers_)
      if (receiver.worker) receiver.worker->settle(left());
  };
  settle();
  collect(now, troubles);
  if (log_.memory.led) hand_out(now);
  settle();
  collect(now, troubles);
  for (auto& [name, receiver] : receivers_)
    if (receiver.worker) receiver.worker->hurry();
  for (auto& worker : retiring_) worker->hurry();
  for (auto& [name, receiver] : receivers_) {
    if (receiver.worker && !receiver.worker->idle())
      troubles.push_back(fmt::format("notifying {}: cut off", name));
    receiver.worker.reset();
  }
  retiring_.clear();
  return troubles;
}

std::vector<Alert> AlertDispatcher::firing() const {
  std::vector<Alert> alerts;
  for (const auto& [key, known] : log_.alerts)
    if (!known.resolved_at) alerts.push_back(known.alert);
  std::stable_sort(alerts.begin(), alerts.end(),
                   [](const Alert& a, const Alert& b) { return a.severity > b.severity; });
  return alerts;
}

void AlertDispatcher::follow(const std::vector<Receiver>& rules, Instant now) {
  std::erase_if(retiring_, [](const auto& worker) { return worker->idle(); });
  for (auto at = receivers_.begin(); at != receivers_.end();) {
    auto& receiver = at->second;
    if (std::find(rules.begin(), rules.end(), receiver.rule) != rules.end()) {
      ++at;
      continue;
    }
    // It may be sending a message: muster does not wait for it here.
    if (receiver.worker) {
      receiver.worker->hurry();
      retiring_.push_back(std::move(receiver.worker));
    }
    at = receivers_.erase(at);
  }
  for (const auto& rule : rules)
    if (!receivers_.contains(rule.name))
      receivers_[rule.name] = {.rule = rule, .worker = nullptr, .not_before = now};
}

void AlertDispatcher::open_receivers(Instant now, Troubles& troubles) {
  for (auto& [name, receiver] : receivers_) {
    if (receiver.worker || now < receiver.not_before) continue;
    auto notifier = open_(receiver.rule);
    if (notifier) {
      receiver.worker = std::make_unique<NotificationWorker>(*std::move(notifier), retry_policy_);
      receiver.failures = 0;
    } else {
      receiver.not_before = now + backoff(++receiver.failures);
      troubles.push_back(clean(notifier.error().what));
    }
  }
}

void AlertDispatcher::collect(Instant now, Troubles& troubles) {
  for (auto& [name, receiver] : receivers_) {
    auto delivery = receiver.worker ? receiver.worker->collect() : std::nullopt;
    if (!delivery) continue;
    metrics_->notified(name, delivery->result.ok());
    for (const auto& one : delivery->unreached) {
      metrics_->unreached(name, one.address);
      troubles.push_back(fmt::format("notifying {}: {} did not receive it: {}", name, one.address, one.why));
    }
    if (delivery->result) {
      receiver.failures = 0;
      log_ = notified(std::move(log_), delivery->message, now);
      continue;
    }
    const auto& error = delivery->result.error();
    receiver.not_before =
        now + std::max(backoff(++receiver.failures), error.retry_after.value_or(Duration(0)));
    troubles.push_back(fmt::format("notifying {} failed after {} attempts; the next attempt is at {}: {}",
                                   name, delivery->attempts, format_instant(receiver.not_before),
                                   error.what));
  }
}

void AlertDispatcher::hand_out(Instant now) {
  for (auto& [name, receiver] : receivers_) {
    // A clock that was set back must not stop messages to a receiver.
    if (receiver.not_before > now + kLongestBackoff + 1h) receiver.not_before = now;
    if (!receiver.worker || now < receiver.not_before || !receiver.worker->idle()) continue;
    auto message = due(log_, receiver.rule, fleet_, now);
    if (!message.empty()) receiver.worker->offer(std::move(message));
  }
}

void AlertDispatcher::update_metrics() {
  std::map<std::pair<AlertName, AlertSeverity>, int> counts;
  for (const auto& [key, known] : log_.alerts)
    if (!known.resolved_at) ++counts[{known.alert.name, known.alert.severity}];
  metrics_->firing(counts);
}

std::vector<Receiver> AlertDispatcher::rules() const {
  std::vector<Receiver> rules;
  for (const auto& [name, receiver] : receivers_) rules.push_back(receiver.rule);
  return rules;
}

}  // namespace muster
