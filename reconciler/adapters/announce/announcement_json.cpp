#include "reconciler/adapters/announce/announcement_json.hpp"

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

std::string announcement_json(const Announcement& announcement) {
  JsonWriter out(JsonLayout::compact);
  out.begin_object().key("format_version").text("1.0").key("fleet").text(announcement.fleet.value);
  out.key("target").text(announcement.target).key("at").instant(announcement.at);
  out.key("headline").text(headline_of(announcement));
  out.key("firing").begin_array();
  for (const auto& alert : announcement.firing) {
    out.begin_object();
    write_alert(out, alert);
    out.end_object();
  }
  out.end_array().key("over").begin_array();
  for (const auto& over : announcement.over) {
    out.begin_object();
    write_alert(out, over.alert);
    out.key("over_at").instant(over.over_at).end_object();
  }
  out.end_array().key("notices").begin_array();
  for (const auto& notice : announcement.notices) {
    out.begin_object().key("what").text(notice.what).key("subject").text(notice.subject);
    out.key("summary").text(notice.summary).key("at").instant(notice.at).end_object();
  }
  out.end_array().key("dropped_notices").integer(announcement.dropped_notices).end_object();
  return std::move(out).finish();
}

std::string slack_json(const Announcement& announcement) {
  auto text = text_of(announcement);
  if (text.size() > kLongestSlackText) {
    text.resize(kLongestSlackText);
    text = text.substr(0, text.rfind('\n') + 1) + "the rest is cut\n";
  }
  JsonWriter out(JsonLayout::compact);
  out.begin_object().key("text").text(escaped_for_slack(text)).end_object();
  return std::move(out).finish();
}

std::string alertmanager_json(const Announcement& announcement) {
  JsonWriter out(JsonLayout::compact);
  out.begin_array();
  for (const auto& alert : announcement.firing)
    write_for_alertmanager(out, announcement.fleet, alert, announcement.firing_until);
  for (const auto& over : announcement.over)
    write_for_alertmanager(out, announcement.fleet, over.alert, over.over_at);
  out.end_array();
  return std::move(out).finish();
}

}  // namespace muster
