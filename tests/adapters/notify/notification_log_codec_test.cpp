#include "reconciler/adapters/notify/notification_log_codec.hpp"

#include <catch2/catch.hpp>

#include "reconciler/adapters/schema/check_json.hpp"
#include "tests/support/builders.hpp"

using namespace muster;

namespace {

NotificationLog a_full_book() {
  const auto now = test::noon();
  NotificationLog book;
  const Alert hot{.name = AlertName::threshold_crossed,
                  .subject = "worker/1",
                  .severity = AlertSeverity::critical,
                  .summary = "hot \"quoted\" → 91%",
                  .labels = {{"rule", "cpu-hot"}, {"pool", "worker"}},
                  .since = now - 6min};
  book.alerts[key_of(hot)] = {hot, now, {}, {{"chat", {now - 5min, false, AlertSeverity::warning}}}};
  const Alert stray{.name = AlertName::stray, .subject = "4711", .summary = "bills", .since = now - 1h};
  book.alerts[key_of(stray)] = {
      stray, now - 2min, now - 1min, {{"mail", {now, true, AlertSeverity::warning}}}};
  book.notices = {{{"applied", "0123", "done", now}, {"chat", "mail"}},
                  {{"revision", "git", "new", now}, {}}};
  book.dropped = {{"chat", 3}};
  book.sent = {{"chat", {now - 30min, now}}};
  book.memory.costs = {{now - 30min, Money::dollars(48)}, {now, Money::micros(60'123'456)}};
  book.memory.lost_lead = {now - 10min};
  book.memory.led = true;
  book.memory.failed_apply = FailedApply{PlanId("sha256:1"), now, true, "in part"};
  book.memory.commit = "0123456789abcdef";
  book.memory.suspended = true;
  return book;
}

}  // namespace

TEST_CASE("a book is the same after it was kept") {
  for (const auto& book : {NotificationLog{}, a_full_book()}) {
    const auto json = to_json(book);
    const auto read = notification_log_in(json);
    INFO((read.ok() ? "" : read.error().what));
    REQUIRE(read.ok());
    CHECK(*read == book);
    CHECK(to_json(*read) == json);
    const auto checked = check_json_text("alert-book", json);
    INFO((checked.ok() ? "" : checked.error().what));
    CHECK(checked.ok());
  }
}

TEST_CASE("what is no book is refused, with the place") {
  const auto json = to_json(a_full_book());
  const auto with = [&](const std::string& what, const std::string& instead) {
    auto text = json;
    return text.replace(text.find(what), what.size(), instead);
  };
  struct Row {
    std::string text;
    const char* message;
  };
  for (const auto& row : std::vector<Row>{
           {"", "the notification log"},
           {"{}", "format_version"},
           {with("\"1.0\"", "\"2.0\""), "expected a notification log of version 1.0"},
           {with("\"threshold_crossed\"", "\"noise\""), "unknown alert"},
           {with("\"critical\"", "\"loud\""), "unknown severity"},
           {with("\"since\":\"2026", "\"since\":\"yesterday "), "since"},
           {with("\"led\":true", "\"led\":1"), "memory.led"},
       }) {
    const auto read = notification_log_in(row.text);
    CAPTURE(row.message);
    REQUIRE_FALSE(read.ok());
    CHECK(read.error().kind == ErrorKind::invalid);
    INFO(read.error().what);
    CHECK(read.error().what.find(row.message) != std::string::npos);
  }
}
