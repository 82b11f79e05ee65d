#include "reconciler/adapters/notify/notification_json.hpp"

#include <algorithm>

#include "reconciler/adapters/json/json_writer.hpp"

namespace muster {
namespace {

/// Slack refuses texts above 40,000 characters.
constexpr std::size_t kLongestSlackText = 30'000;

void write_alert(JsonWriter& out, const Alert& alert) {
  out.key("name").text(to_string(alert.name)).key("subject").text(alert.subject);
  out.key("severity").text(to_string(alert.severity)).key("summary").text(alert.summary);
  out.key("labels").begin_object();
  for (const auto& [name, value] : alert.labels) out.key(name).text(value);
  out.end_object();
  out.key("since").instant(alert.since);
}

std::string escaped_for_slack(const std::string& text) {
  std::string escaped;
  escaped.reserve(text.size());
  for (const char c : text) {
    if (c == '&')
      escaped += "&amp;";
    else if (c == '<')
      escaped += "&lt;";
    else if (c == '>')
      escaped += "&gt;";
    else
      escaped += c;
  }
  return escaped;
}

/// "threshold_crossed" as "MusterThresholdCrossed".
std::string alertmanager_name(AlertName name) {
  std::string text = "Muster";
  bool begins = true;
  for (const char c : std::string(to_string(name))) {
    if (c == '_')
      begins = true;
    else
      text += begins ? static_cast<char>(c - 'a' + 'A') : c;
    if (c != '_') begins = false;
  }
  return text;
}

void write_for_alertmanager(JsonWriter& out, const FleetName& fleet, const Alert& alert, Instant ends) {
  out.begin_object().key("labels").begin_object();
  out.key("alertname").text(alertmanager_name(alert.name)).key("fleet").text(fleet.value);
  out.key("severity").text(to_string(alert.severity)).key("subject").text(alert.subject);
  for (const auto& [name, value] : alert.labels) out.key(name).text(value);
  out.end_object();
  out.key("annotations").begin_object().key("summary").text(alert.summary).end_object();
  // Alertmanager rejects an alert that ends before it begins, and all others with it.
  out.key("startsAt").instant(std::min(alert.since, ends)).key("endsAt").instant(ends);
  out.end_object();
}

}  // namespace

std::string notification_json(const Notification& notification) {
  JsonWriter out(JsonLayout::compact);
  out.begin_object().key("format_version").text("1.0").key("fleet").text(notification.fleet.value);
  out.key("target").text(notification.target).key("at").instant(notification.at);
  out.key("headline").text(headline_of(notification));
  out.key("firing").begin_array();
  for (const auto& alert : notification.firing) {
    out.begin_object();
    write_alert(out, alert);
    out.end_object();
  }
  out.end_array().key("over").begin_array();
  for (const auto& resolved : notification.resolved) {
    out.begin_object();
    write_alert(out, resolved.alert);
    out.key("over_at").instant(resolved.resolved_at).end_object();
  }
  out.end_array().key("notices").begin_array();
  for (const auto& notice : notification.notices) {
    out.begin_object().key("what").text(notice.what).key("subject").text(notice.subject);
    out.key("summary").text(notice.summary).key("at").instant(notice.at).end_object();
  }
  out.end_array().key("dropped_notices").integer(notification.dropped_notices).end_object();
  return std::move(out).finish();
}

std::string slack_json(const Notification& notification) {
  auto text = text_of(notification);
  if (text.size() > kLongestSlackText) {
    text.resize(kLongestSlackText);
    text = text.substr(0, text.rfind('\n') + 1) + "the rest is cut\n";
  }
  JsonWriter out(JsonLayout::compact);
  out.begin_object().key("text").text(escaped_for_slack(text)).end_object();
  return std::move(out).finish();
}

std::string alertmanager_json(const Notification& notification) {
  JsonWriter out(JsonLayout::compact);
  out.begin_array();
  for (const auto& alert : notification.firing)
    write_for_alertmanager(out, notification.fleet, alert, notification.firing_until);
  for (const auto& resolved : notification.resolved)
    write_for_alertmanager(out, notification.fleet, resolved.alert, resolved.resolved_at);
  out.end_array();
  return std::move(out).finish();
}

}  // namespace muster
