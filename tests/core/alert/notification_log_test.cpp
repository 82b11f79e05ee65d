#include "reconciler/core/alert/notification_log.hpp"

#include <catch2/catch.hpp>

#include "tests/support/builders.hpp"
#include "tests/support/slots.hpp"

using namespace muster;
using namespace muster::test;

namespace {

Alert an_alert(const char* subject = "worker/1", AlertSeverity severity = AlertSeverity::warning) {
  return {.name = AlertName::threshold_crossed, .subject = subject, .severity = severity, .summary = "hot"};
}

/// A day of one book, told minute by minute.
struct Day {
  Instant now = test::noon();
  std::vector<Receiver> rules = {{.name = "chat", .to = "slack", .at_least = AlertSeverity::notice},
                                 {.name = "mail", .to = "email", .at_least = AlertSeverity::critical}};
  NotificationLog book;

  void round(std::vector<Alert> firing, std::vector<Notice> notices = {}) {
    RoundAlerts alerts;
    for (auto& alert : firing) {
      if (alert.since == Instant{}) alert.since = now;
      alerts.firing.push_back(alert);
    }
    book = record(book, alerts, notices, rules, now);
  }
  void unsure_round() {
    RoundAlerts alerts;
    alerts.unsure = {AlertName::threshold_crossed};
    book = record(book, alerts, {}, rules, now);
  }
  Notification due_to(std::size_t rule = 0) const { return due(book, rules[rule], kFleet, now); }
  /// Delivers what is due: "+worker/1 -worker/2 !applied".
  std::string deliver(std::size_t rule = 0) {
    const auto message = due_to(rule);
    std::string text;
    for (const auto& alert : message.firing) text += "+" + alert.subject + " ";
    for (const auto& resolved : message.resolved) text += "-" + resolved.alert.subject + " ";
    for (const auto& notice : message.notices) text += "!" + notice.what + " ";
    if (message.dropped_notices > 0) text += "(" + std::to_string(message.dropped_notices) + " lost) ";
    if (!message.empty()) book = notified(book, message, now);
    if (!text.empty()) text.pop_back();
    return text;
  }
};

Notice a_notice(Instant at, const char* what = "applied") {
  return {what, "0123", "something was done", at};
}

}  // namespace

TEST_CASE("an alert is told when it begins, again after the interval, and when it is over") {
  Day day;
  day.rules[0].repeat_every = 4h;
  day.round({an_alert()});
  CHECK(day.deliver() == "+worker/1");
  for (int minute = 0; minute < 239; ++minute) {
    day.now += 1min;
    day.round({an_alert()});
    CHECK(day.deliver().empty());
  }
  day.now += 1min;
  day.round({an_alert()});
  CHECK(day.due_to().firing.front().since == test::noon());
  CHECK(day.deliver() == "+worker/1");
  day.now += 2min;
  day.round({});
  CHECK(day.due_to().resolved.front().resolved_at == day.now);
  CHECK(day.deliver() == "-worker/1");
  day.now += 1min;
  day.round({});
  CHECK(day.deliver().empty());
  CHECK(day.book.alerts.empty());
}

TEST_CASE("what flickers is one alert") {
  Day day;
  day.round({an_alert()});
  CHECK(day.deliver() == "+worker/1");
  for (int i = 0; i < 20; ++i) {
    day.now += 30s;
    day.round(i % 2 == 0 ? std::vector<Alert>{} : std::vector<Alert>{an_alert()});
    CHECK(day.deliver().empty());
  }
}

TEST_CASE("what a round is unsure of is neither over nor new") {
  Day day;
  day.round({an_alert()});
  day.deliver();
  for (int i = 0; i < 200; ++i) {
    day.now += 1min;
    day.unsure_round();
    CHECK(day.deliver().empty());
  }
  SECTION("over once a round can tell") {
    day.now += 1min;
    day.round({});
    CHECK(day.deliver() == "-worker/1");
  }
  SECTION("and still the same alert when it still fires") {
    day.now += 1min;
    day.round({an_alert()});
    CHECK(day.deliver().empty());
    CHECK(day.book.alerts.begin()->second.alert.since == test::noon());
  }
}

TEST_CASE("one message tells all that is due, the worst first") {
  Day day;
  day.round({an_alert("a"), an_alert("b", AlertSeverity::critical), an_alert("c")}, {a_notice(day.now)});
  CHECK(day.deliver() == "+b +a +c !applied");
}

TEST_CASE("each place is told what matters enough to it") {
  Day day;
  day.round({an_alert("a")}, {a_notice(day.now)});
  CHECK(day.deliver(1).empty());
  day.now += 1min;
  day.round({an_alert("a", AlertSeverity::critical)});
  CHECK(day.deliver(1) == "+a");
  SECTION("what gets worse is told again before its time") {
    CHECK(day.deliver(0) == "+a !applied");
  }
  SECTION("and is over everywhere it was told") {
    day.now += 2min;
    day.round({});
    CHECK(day.deliver(1) == "-a");
    CHECK(day.deliver(0) == "!applied");
    day.now += 1min;
    day.round({});
    CHECK(day.book.alerts.empty());
    CHECK(day.book.notices.empty());
  }
}

TEST_CASE("what was worse when it was told last is told again") {
  Day day;
  day.round({an_alert("a")});
  CHECK(day.deliver() == "+a");
  day.now += 1min;
  day.round({an_alert("a", AlertSeverity::critical)});
  CHECK(day.deliver() == "+a");
  day.now += 1min;
  day.round({an_alert("a", AlertSeverity::critical)});
  CHECK(day.deliver().empty());
}

TEST_CASE("above its messages for the hour a place waits, and then hears all of it at once") {
  Day day;
  day.rules[0].hourly_limit = 3;
  for (int i = 0; i < 3; ++i) {
    day.round({}, {a_notice(day.now)});
    CHECK(day.deliver() == "!applied");
    day.now += 1min;
  }
  day.round({an_alert()}, {a_notice(day.now)});
  CHECK(day.deliver().empty());
  day.now += 56min;
  day.round({an_alert()}, {a_notice(day.now, "withdrawn")});
  CHECK(day.deliver().empty());
  day.now += 1min;
  day.round({an_alert()});
  CHECK(day.deliver() == "+worker/1 !applied !withdrawn");
}

TEST_CASE("while a place does not answer its book does not grow") {
  Day day;
  for (int i = 0; i < 500; ++i) {
    day.round({an_alert("a"), an_alert("b")}, {a_notice(day.now)});
    day.now += 1min;
  }
  CHECK(day.book.alerts.size() == 2);
  CHECK(day.book.notices.size() == kKeptNotices);
  CHECK(day.due_to().dropped_notices == 300);
  day.round({an_alert("a"), an_alert("b")});
  CHECK(day.deliver().ends_with("(300 lost)"));
  CHECK(day.deliver().empty());
}

TEST_CASE("an alert nobody heard of is not told as over, and is forgotten") {
  Day day;
  day.round({an_alert()});
  day.now += 2min;
  day.round({});
  CHECK(day.due_to().empty());
  CHECK(day.book.alerts.empty());
}

TEST_CASE("an end that cannot be told is forgotten after a day") {
  Day day;
  day.round({an_alert()});
  day.deliver();
  day.now += 2min;
  day.round({});
  day.now += 23h;
  day.round({});
  CHECK(day.due_to().resolved.size() == 1);
  day.now += 1h;
  day.round({});
  CHECK(day.due_to().empty());
}

TEST_CASE("an alert that comes back is told anew, one whose end was not told yet is not") {
  Day day;
  day.round({an_alert()});
  day.deliver();
  day.now += 2min;
  day.round({});
  const bool end_told = GENERATE(true, false);
  if (end_told) CHECK(day.deliver() == "-worker/1");
  day.now += 1min;
  day.round({an_alert()});
  CHECK(day.deliver() == (end_told ? "+worker/1" : ""));
}

TEST_CASE("a clock that is set back neither silences nor repeats for ever") {
  Day day;
  day.round({an_alert()});
  day.deliver();
  day.now -= 5h;
  day.round({an_alert()});
  CHECK(day.deliver() == "+worker/1");
  day.now += 1min;
  day.round({an_alert()});
  CHECK(day.deliver().empty());
}

TEST_CASE("places that are declared no more are forgotten") {
  Day day;
  day.round({an_alert()});
  day.deliver(0);
  day.rules.erase(day.rules.begin());
  day.round({an_alert()});
  CHECK(day.book.sent.empty());
  day.now += 2min;
  day.round({});
  CHECK(day.book.alerts.empty());
}
