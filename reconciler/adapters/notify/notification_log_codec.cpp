#include "reconciler/adapters/notify/notification_log_codec.hpp"

#include "reconciler/adapters/json/json_document.hpp"
#include "reconciler/adapters/json/json_fields.hpp"
#include "reconciler/adapters/json/json_writer.hpp"

namespace muster {
namespace {

void write(JsonWriter& out, const KnownAlert& known) {
  const auto& alert = known.alert;
  out.begin_object().key("name").text(to_string(alert.name)).key("subject").text(alert.subject);
  out.key("severity").text(to_string(alert.severity)).key("summary").text(alert.summary);
  out.key("labels").begin_object();
  for (const auto& [name, value] : alert.labels) out.key(name).text(value);
  out.end_object();
  out.key("since").instant(alert.since).key("seen_at").instant(known.seen_at).key("over_at");
  if (known.resolved_at) {
    out.instant(*known.resolved_at);
  } else {
    out.null();
  }
  out.key("told").begin_array();
  for (const auto& [target, notified] : known.notified) {
    out.begin_object().key("target").text(target).key("at").instant(notified.at);
    out.key("over")
        .boolean(notified.resolved)
        .key("severity")
        .text(to_string(notified.severity))
        .end_object();
  }
  out.end_array().end_object();
}

void write(JsonWriter& out, const KnownNotice& known) {
  out.begin_object().key("what").text(known.notice.what).key("subject").text(known.notice.subject);
  out.key("summary").text(known.notice.summary).key("at").instant(known.notice.at);
  out.key("told").begin_array();
  for (const auto& target : known.notified) out.text(target);
  out.end_array().end_object();
}

void write(JsonWriter& out, const AlertMemory& memory) {
  out.begin_object().key("costs").begin_array();
  for (const auto& seen : memory.costs)
    out.begin_object().key("at").instant(seen.at).key("month").money(seen.month).end_object();
  out.end_array().key("lost_lead").begin_array();
  for (const auto at : memory.lost_lead) out.instant(at);
  out.end_array().key("led").boolean(memory.led).key("failed_apply");
  if (const auto& failed = memory.failed_apply) {
    out.begin_object().key("plan").text(failed->plan.value).key("at").instant(failed->at);
    out.key("unknown").boolean(failed->unknown).key("summary").text(failed->summary).end_object();
  } else {
    out.null();
  }
  out.key("commit").text(memory.commit).key("suspended").boolean(memory.suspended).end_object();
}

/// Reads the parts of a book and keeps the first error.
class BookReader {
 public:
  Result<NotificationLog> read(JsonView root) {
    JsonFields in(root);
    if (in.text("format_version") != "1.0" && !in.failed())
      return root.field("format_version").error("expected a notification log of version 1.0");
    keep(in);
    NotificationLog book;
    for (const JsonView each : list(in, "alerts")) {
      auto known = alert(each);
      book.alerts.emplace(key_of(known.alert), std::move(known));
    }
    for (const JsonView each : list(in, "notices")) book.notices.push_back(notice(each));
    for (const JsonView each : list(in, "dropped")) {
      JsonFields fields(each);
      book.dropped[fields.text("target")] = static_cast<int>(fields.integer("notices"));
      keep(fields);
    }
    for (const JsonView each : list(in, "sent")) {
      JsonFields fields(each);
      auto& times = book.sent[fields.text("target")];
      for (const JsonView at : list(fields, "at")) times.push_back(instant(at));
      keep(fields);
    }
    book.memory = memory(in["memory"]);
    keep(in);
    if (error_) return *error_;
    return book;
  }

 private:
  KnownAlert alert(JsonView view) {
    JsonFields in(view);
    KnownAlert known;
    auto& alert = known.alert;
    const auto name = alert_name_of(in.text("name"));
    if (!name && !in.failed()) fail(view.field("name").error("unknown alert"));
    alert.name = name.value_or(alert.name);
    alert.subject = in.text("subject");
    alert.severity = severity(view);
    alert.summary = in.text("summary");
    if (const auto labels = in["labels"].members()) {
      for (const auto& [label, value] : *labels) alert.labels.emplace(label, in.take(value.text()));
    } else {
      fail(labels.error());
    }
    alert.since = instant(in["since"]);
    known.seen_at = instant(in["seen_at"]);
    if (!in["over_at"].absent_or_null()) known.resolved_at = instant(in["over_at"]);
    for (const JsonView each : list(in, "told")) {
      JsonFields notified(each);
      known.notified[notified.text("target")] = {instant(each.field("at")), notified.boolean("over"),
                                                 severity(each)};
      keep(notified);
    }
    keep(in);
    return known;
  }

  KnownNotice notice(JsonView view) {
    JsonFields in(view);
    KnownNotice known;
    known.notice = {in.text("what"), in.text("subject"), in.text("summary"), instant(in["at"])};
    for (const JsonView each : list(in, "told")) known.notified.insert(in.take(each.text()));
    keep(in);
    return known;
  }

  AlertMemory memory(JsonView view) {
    JsonFields in(view);
    AlertMemory memory;
    for (const JsonView each : list(in, "costs")) {
      JsonFields seen(each);
      memory.costs.push_back({instant(each.field("at")), seen.money("month")});
      keep(seen);
    }
    for (const JsonView each : list(in, "lost_lead")) memory.lost_lead.push_back(instant(each));
    memory.led = in.boolean("led");
    if (!in["failed_apply"].absent_or_null()) {
      JsonFields failed(in["failed_apply"]);
      memory.failed_apply = FailedApply{.plan = PlanId(failed.text("plan")),
                                        .at = instant(failed["at"]),
                                        .unknown = failed.boolean("unknown"),
                                        .summary = failed.text("summary")};
      keep(failed);
    }
    memory.commit = in.text("commit");
    memory.suspended = in.boolean("suspended");
    keep(in);
    return memory;
  }

  AlertSeverity severity(JsonView view) {
    const auto word = view.field("severity").text();
    const auto known = word ? kSeverityWords.find(*word) : std::nullopt;
    if (known) return *known;
    fail(word ? view.field("severity").error("unknown severity") : word.error());
    return AlertSeverity::warning;
  }

  Instant instant(JsonView view) {
    const auto text = view.text();
    if (!text) {
      fail(text.error());
      return {};
    }
    const auto at = parse_instant(*text);
    if (!at) fail(view.error(at.error().what));
    return at ? *at : Instant{};
  }

  std::vector<JsonView> list(JsonFields& in, std::string_view name) {
    std::vector<JsonView> views;
    const auto items = in[name].items();
    if (!items) {
      fail(items.error());
      return views;
    }
    for (const JsonView each : *items) views.push_back(each);
    return views;
  }

  void keep(const JsonFields& fields) {
    if (fields.failed()) fail(fields.error());
  }
  void fail(const Error& error) {
    if (!error_) error_ = error;
  }

  std::optional<Error> error_;
};

}  // namespace

std::string to_json(const NotificationLog& book) {
  JsonWriter out(JsonLayout::compact);
  out.begin_object().key("format_version").text("1.0").key("alerts").begin_array();
  for (const auto& [key, known] : book.alerts) write(out, known);
  out.end_array().key("notices").begin_array();
  for (const auto& known : book.notices) write(out, known);
  out.end_array().key("dropped").begin_array();
  for (const auto& [target, count] : book.dropped)
    out.begin_object().key("target").text(target).key("notices").integer(count).end_object();
  out.end_array().key("sent").begin_array();
  for (const auto& [target, times] : book.sent) {
    out.begin_object().key("target").text(target).key("at").begin_array();
    for (const auto at : times) out.instant(at);
    out.end_array().end_object();
  }
  out.end_array().key("memory");
  write(out, book.memory);
  out.end_object();
  return std::move(out).finish();
}

Result<NotificationLog> notification_log_in(const std::string& json) {
  auto document = JsonDocument::parse(json);
  if (!document) return document.error().during("the notification log");
  return BookReader().read(document->root()).during("the notification log");
}

}  // namespace muster
