#include "reconciler/core/alert/notification_log.hpp"

#include <algorithm>

namespace muster {
namespace {

/// Whether this time has passed; after a clock was set back it counts as passed, so that nothing waits for
/// it.
bool passed(Instant since, Duration length, Instant now) {
  return now - since >= length || since > now;
}

void take_firing(NotificationLog& book, const Alert& alert, Instant now) {
  const auto key = key_of(alert);
  const auto known = book.alerts.find(key);
  if (known == book.alerts.end()) {
    book.alerts.emplace(key, KnownAlert{.alert = alert, .seen_at = now, .resolved_at = {}, .notified = {}});
    return;
  }
  auto& entry = known->second;
  const auto since = entry.resolved_at ? alert.since : std::min(entry.alert.since, alert.since);
  entry.alert = alert;
  entry.alert.since = since;
  entry.seen_at = now;
  entry.resolved_at.reset();
}

bool notified_everywhere(const KnownAlert& known, const std::vector<Receiver>& rules) {
  return std::all_of(rules.begin(), rules.end(), [&](const Receiver& rule) {
    const auto notified = known.notified.find(rule.name);
    return notified == known.notified.end() || notified->second.resolved;
  });
}

bool notified_everywhere(const KnownNotice& known, const std::vector<Receiver>& rules) {
  return std::all_of(rules.begin(), rules.end(), [&](const Receiver& rule) {
    return rule.at_least != AlertSeverity::notice || known.notified.contains(rule.name);
  });
}

void drop_oldest(NotificationLog& book, const std::vector<Receiver>& rules) {
  const auto& oldest = book.notices.front();
  for (const auto& rule : rules)
    if (rule.at_least == AlertSeverity::notice && !oldest.notified.contains(rule.name))
      ++book.dropped[rule.name];
  book.notices.erase(book.notices.begin());
}

void forget(NotificationLog& book, const std::vector<Receiver>& rules, Instant now) {
  std::erase_if(book.alerts, [&](const auto& entry) {
    const auto& known = entry.second;
    return known.resolved_at &&
           (notified_everywhere(known, rules) || passed(*known.resolved_at, kKeptUndelivered, now));
  });
  std::erase_if(book.notices, [&](const KnownNotice& known) { return notified_everywhere(known, rules); });
  while (!book.notices.empty() && (book.notices.size() > kKeptNotices ||
                                   passed(book.notices.front().notice.at, kKeptUndelivered, now)))
    drop_oldest(book, rules);
  for (auto& [target, times] : book.sent)
    std::erase_if(times, [&](Instant at) { return passed(at, 1h, now); });
  const auto is_place = [&](const std::string& name) {
    return std::any_of(rules.begin(), rules.end(), [&](const Receiver& rule) { return rule.name == name; });
  };
  std::erase_if(book.sent, [&](const auto& entry) { return entry.second.empty() || !is_place(entry.first); });
  std::erase_if(book.dropped, [&](const auto& entry) { return !is_place(entry.first); });
}

bool is_due(const KnownAlert& known, const Receiver& rule, Instant now) {
  const auto notified = known.notified.find(rule.name);
  const bool was_notified = notified != known.notified.end() && !notified->second.resolved;
  if (known.resolved_at) return was_notified;
  if (known.alert.severity < rule.at_least) return false;
  return !was_notified || known.alert.severity > notified->second.severity ||
         passed(notified->second.at, rule.repeat_every, now);
}

}  // namespace

NotificationLog record(NotificationLog book, const RoundAlerts& alerts, const std::vector<Notice>& notices,
                       const std::vector<Receiver>& rules, Instant now) {
  std::set<std::string> firing;
  for (const auto& alert : alerts.firing) {
    firing.insert(key_of(alert));
    take_firing(book, alert, now);
  }
  for (auto& [key, known] : book.alerts) {
    if (known.resolved_at || firing.contains(key) || alerts.is_unsure_of(known.alert)) continue;
    if (passed(known.seen_at, kClearFor, now)) known.resolved_at = now;
  }
  for (const auto& notice : notices) book.notices.push_back({notice, {}});
  forget(book, rules, now);
  return book;
}

Notification due(const NotificationLog& book, const Receiver& rule, const FleetName& fleet, Instant now) {
  Notification message{
      .target = rule.name, .fleet = fleet, .at = now, .firing_until = now + 4 * rule.repeat_every};
  const auto sent = book.sent.find(rule.name);
  if (sent != book.sent.end()) {
    const auto lately = std::count_if(sent->second.begin(), sent->second.end(),
                                      [&](Instant at) { return !passed(at, 1h, now); });
    if (lately >= rule.hourly_limit) return message;
  }
  for (const auto& [key, known] : book.alerts) {
    if (!is_due(known, rule, now)) continue;
    if (known.resolved_at) {
      message.resolved.push_back({known.alert, *known.resolved_at});
    } else {
      message.firing.push_back(known.alert);
    }
  }
  std::stable_sort(message.firing.begin(), message.firing.end(), [](const Alert& a, const Alert& b) {
    // An entry for many alerts is first: truncation must not lose it.
    return std::pair(a.severity, a.subject == kOthers) > std::pair(b.severity, b.subject == kOthers);
  });
  if (rule.at_least == AlertSeverity::notice) {
    for (const auto& known : book.notices)
      if (!known.notified.contains(rule.name)) message.notices.push_back(known.notice);
    const auto dropped = book.dropped.find(rule.name);
    if (dropped != book.dropped.end()) message.dropped_notices = dropped->second;
  }
  return message;
}

NotificationLog notified(NotificationLog book, const Notification& notification, Instant now) {
  const auto& target = notification.target;
  const auto mark = [&](const Alert& alert, bool resolved) {
    const auto known = book.alerts.find(key_of(alert));
    if (known != book.alerts.end())
      known->second.notified[target] = {notification.at, resolved, alert.severity};
  };
  for (const auto& alert : notification.firing) mark(alert, false);
  for (const auto& resolved : notification.resolved) mark(resolved.alert, true);
  for (const auto& notice : notification.notices) {
    for (auto& known : book.notices)
      if (known.notice == notice) known.notified.insert(target);
  }
  if (notification.dropped_notices > 0) {
    auto& dropped = book.dropped[target];
    dropped -= notification.dropped_notices;
    if (dropped <= 0) book.dropped.erase(target);
  }
  book.sent[target].push_back(now);
  return book;
}

}  // namespace muster
