#include "reconciler/core/alert/alert_book.hpp"

#include <algorithm>

namespace muster {
namespace {

/// Whether this time has passed; after a clock was set back it counts as passed, so that nothing waits for
/// it.
bool passed(Instant since, Duration length, Instant now) {
  return now - since >= length || since > now;
}

void take_firing(AlertBook& book, const Alert& alert, Instant now) {
  const auto key = key_of(alert);
  const auto known = book.alerts.find(key);
  if (known == book.alerts.end()) {
    book.alerts.emplace(key, KnownAlert{alert, now, {}, {}});
    return;
  }
  auto& entry = known->second;
  const auto since = entry.over_at ? alert.since : std::min(entry.alert.since, alert.since);
  entry.alert = alert;
  entry.alert.since = since;
  entry.seen_at = now;
  entry.over_at.reset();
}

bool told_everywhere(const KnownAlert& known, const std::vector<AnnounceRule>& rules) {
  return std::all_of(rules.begin(), rules.end(), [&](const AnnounceRule& rule) {
    const auto told = known.told.find(rule.name);
    return told == known.told.end() || told->second.over;
  });
}

bool told_everywhere(const KnownNotice& known, const std::vector<AnnounceRule>& rules) {
  return std::all_of(rules.begin(), rules.end(), [&](const AnnounceRule& rule) {
    return rule.at_least != AlertSeverity::notice || known.told.contains(rule.name);
  });
}

void drop_oldest(AlertBook& book, const std::vector<AnnounceRule>& rules) {
  const auto& oldest = book.notices.front();
  for (const auto& rule : rules)
    if (rule.at_least == AlertSeverity::notice && !oldest.told.contains(rule.name)) ++book.dropped[rule.name];
  book.notices.erase(book.notices.begin());
}

void forget(AlertBook& book, const std::vector<AnnounceRule>& rules, Instant now) {
  std::erase_if(book.alerts, [&](const auto& entry) {
    const auto& known = entry.second;
    return known.over_at && (told_everywhere(known, rules) || passed(*known.over_at, kKeptUntold, now));
  });
  std::erase_if(book.notices, [&](const KnownNotice& known) { return told_everywhere(known, rules); });
  while (!book.notices.empty() &&
         (book.notices.size() > kKeptNotices || passed(book.notices.front().notice.at, kKeptUntold, now)))
    drop_oldest(book, rules);
  for (auto& [target, times] : book.sent)
    std::erase_if(times, [&](Instant at) { return passed(at, 1h, now); });
  const auto is_place = [&](const std::string& name) {
    return std::any_of(rules.begin(), rules.end(),
                       [&](const AnnounceRule& rule) { return rule.name == name; });
  };
  std::erase_if(book.sent, [&](const auto& entry) { return entry.second.empty() || !is_place(entry.first); });
  std::erase_if(book.dropped, [&](const auto& entry) { return !is_place(entry.first); });
}

bool is_due(const KnownAlert& known, const AnnounceRule& rule, Instant now) {
  const auto told = known.told.find(rule.name);
  const bool was_told = told != known.told.end() && !told->second.over;
  if (known.over_at) return was_told;
  if (known.alert.severity < rule.at_least) return false;
  return !was_told || known.alert.severity > told->second.severity ||
         passed(told->second.at, rule.repeat_every, now);
}

}  // namespace

AlertBook heard(AlertBook book, const RoundAlerts& alerts, const std::vector<Notice>& notices,
                const std::vector<AnnounceRule>& rules, Instant now) {
  std::set<std::string> firing;
  for (const auto& alert : alerts.firing) {
    firing.insert(key_of(alert));
    take_firing(book, alert, now);
  }
  for (auto& [key, known] : book.alerts) {
    if (known.over_at || firing.contains(key) || alerts.is_unsure_of(known.alert)) continue;
    if (passed(known.seen_at, kClearFor, now)) known.over_at = now;
  }
  for (const auto& notice : notices) book.notices.push_back({notice, {}});
  forget(book, rules, now);
  return book;
}

Announcement due(const AlertBook& book, const AnnounceRule& rule, const FleetName& fleet, Instant now) {
  Announcement message{
      .target = rule.name, .fleet = fleet, .at = now, .firing_until = now + 4 * rule.repeat_every};
  const auto sent = book.sent.find(rule.name);
  if (sent != book.sent.end()) {
    const auto lately = std::count_if(sent->second.begin(), sent->second.end(),
                                      [&](Instant at) { return !passed(at, 1h, now); });
    if (lately >= rule.hourly_limit) return message;
  }
  for (const auto& [key, known] : book.alerts) {
    if (!is_due(known, rule, now)) continue;
    if (known.over_at) {
      message.over.push_back({known.alert, *known.over_at});
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
      if (!known.told.contains(rule.name)) message.notices.push_back(known.notice);
    const auto dropped = book.dropped.find(rule.name);
    if (dropped != book.dropped.end()) message.dropped_notices = dropped->second;
  }
  return message;
}

AlertBook told(AlertBook book, const Announcement& announcement, Instant now) {
  const auto& target = announcement.target;
  const auto mark = [&](const Alert& alert, bool over) {
    const auto known = book.alerts.find(key_of(alert));
    if (known != book.alerts.end()) known->second.told[target] = {announcement.at, over, alert.severity};
  };
  for (const auto& alert : announcement.firing) mark(alert, false);
  for (const auto& over : announcement.over) mark(over.alert, true);
  for (const auto& notice : announcement.notices) {
    for (auto& known : book.notices)
      if (known.notice == notice) known.told.insert(target);
  }
  if (announcement.dropped_notices > 0) {
    auto& dropped = book.dropped[target];
    dropped -= announcement.dropped_notices;
    if (dropped <= 0) book.dropped.erase(target);
  }
  book.sent[target].push_back(now);
  return book;
}

}  // namespace muster
