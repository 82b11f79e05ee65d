#include "reconciler/core/alert/notification.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace muster {
namespace {

std::string length_of(Duration length) {
  // In seconds: milliseconds are useless in a message.
  return format_duration(std::chrono::floor<std::chrono::seconds>(length));
}

/// "12 stray, 3 drift": the alerts after the first `reported` lines.
std::string counted_behind(const Notification& notification, std::size_t reported) {
  std::vector<std::string> names;
  for (const auto& alert : notification.firing) names.emplace_back(to_string(alert.name));
  for (const auto& resolved : notification.resolved)
    names.push_back(std::string(to_string(resolved.alert.name)) + " resolved");
  for (const auto& notice : notification.notices) names.push_back("notice " + notice.what);
  std::map<std::string, int> counts;
  for (std::size_t i = reported; i < names.size(); ++i) ++counts[names[i]];
  std::string text;
  for (const auto& [name, count] : counts)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, name);
  return text;
}

}  // namespace

std::string headline_of(const Notification& notification) {
  std::string text;
  const auto tell = [&](std::size_t count, const char* one, const char* many) {
    if (count > 0) text += fmt::format("{} {} {}", text.empty() ? "" : ",", count, count == 1 ? one : many);
  };
  const auto& firing = notification.firing;
  const auto critical = static_cast<std::size_t>(std::count_if(
      firing.begin(), firing.end(), [](const Alert& a) { return a.severity == AlertSeverity::critical; }));
  tell(critical, "critical", "critical");
  tell(firing.size() - critical, "warning", "warnings");
  tell(notification.resolved.size(), "resolved", "resolved");
  tell(notification.notices.size(), "notice", "notices");
  return fmt::format("muster {}:{}", notification.fleet.value, text.empty() ? " nothing" : text);
}

std::string text_of(const Notification& notification) {
  std::vector<std::string> lines;
  for (const auto& alert : notification.firing) {
    lines.push_back(fmt::format("{} {} {}: {} (since {})",
                                alert.severity == AlertSeverity::critical ? "CRITICAL" : "WARNING",
                                to_string(alert.name), alert.subject, alert.summary,
                                format_instant(std::chrono::floor<std::chrono::seconds>(alert.since))));
  }
  for (const auto& resolved : notification.resolved) {
    lines.push_back(
        fmt::format("RESOLVED {} {}: {} (after {})", to_string(resolved.alert.name), resolved.alert.subject,
                    resolved.alert.summary,
                    length_of(std::max(Duration(0), resolved.resolved_at - resolved.alert.since))));
  }
  for (const auto& notice : notification.notices)
    lines.push_back(fmt::format("NOTICE {}: {}", notice.what, notice.summary));

  auto text = headline_of(notification) + "\n";
  const auto reported = std::min(lines.size(), kListedOneByOne);
  for (std::size_t i = 0; i < reported; ++i) text += lines[i] + "\n";
  if (lines.size() > reported)
    text += fmt::format("and {} more: {}\n", lines.size() - reported, counted_behind(notification, reported));
  if (notification.dropped_notices > 0)
    text += fmt::format("muster could not send {} older notices in time and omits them\n",
                        notification.dropped_notices);
  return text;
}

}  // namespace muster
