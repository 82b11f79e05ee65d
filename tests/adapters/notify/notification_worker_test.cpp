#include "reconciler/adapters/notify/notification_worker.hpp"

#include <catch2/catch.hpp>

#include "tests/adapters/notify/scripted_notifier.hpp"
#include "tests/support/builders.hpp"
#include "tests/support/eventually.hpp"

using namespace muster;
using namespace muster::testing;

namespace {

const RetryPolicy kHasty{.attempts = 3, .first_wait = 1ms, .longest_wait = 4ms};

Notification a_message(const char* subject = "a") {
  Notification message{.target = "place", .fleet = FleetName("fpai"), .at = test::noon()};
  message.firing = {{.name = AlertName::drift, .subject = subject, .summary = "changed"}};
  return message;
}

std::optional<Delivery> wait_for_one(NotificationWorker& worker) {
  std::optional<Delivery> delivery;
  eventually([&] { return (delivery = worker.collect()).has_value(); });
  return delivery;
}

}  // namespace

TEST_CASE("a courier delivers on a thread of its own and says what came of it") {
  Script script;
  NotificationWorker worker(script.notifier(), kHasty);
  CHECK(worker.idle());
  CHECK_FALSE(worker.collect());
  REQUIRE(worker.offer(a_message()));
  const auto delivery = wait_for_one(worker);
  REQUIRE(delivery);
  CHECK(delivery->result.ok());
  CHECK(delivery->attempts == 1);
  CHECK(delivery->message == a_message());
  CHECK(script.received() == std::vector<std::string>{"a"});
}

TEST_CASE("what may pass is tried again, what may not is not") {
  struct Row {
    const char* that;
    std::vector<Result<Done>> answers;
    int attempts;
    bool ok;
  };
  const Result<Done> io = Error{ErrorKind::io, "HTTP 503"};
  const Result<Done> denied = Error{ErrorKind::denied, "HTTP 401"};
  const Result<Done> soon = Error{ErrorKind::rate_limited, "HTTP 429", 2ms};
  const Result<Done> later = Error{ErrorKind::rate_limited, "HTTP 429", 60s};
  for (const auto& row : std::vector<Row>{
           {"trouble that passes", {io, io, Done{}}, 3, true},
           {"trouble that does not", {io, io, io, Done{}}, 3, false},
           {"a refusal is final", {denied, Done{}}, 1, false},
           {"who asks for a moment gets it", {soon, Done{}}, 2, true},
           {"who asks for long is asked in a later round", {later, Done{}}, 1, false},
       }) {
    DYNAMIC_SECTION(row.that) {
      Script script(row.answers);
      NotificationWorker worker(script.notifier(), kHasty);
      REQUIRE(worker.offer(a_message()));
      const auto delivery = wait_for_one(worker);
      REQUIRE(delivery);
      CHECK(delivery->attempts == row.attempts);
      CHECK(delivery->result.ok() == row.ok);
    }
  }
}

TEST_CASE("who offers never waits, even while a place hangs") {
  Script script;
  script.hold();
  NotificationWorker worker(script.notifier(), kHasty);
  REQUIRE(worker.offer(a_message("a")));
  REQUIRE(eventually([&] { return script.begun() == 1; }));
  CHECK_FALSE(worker.offer(a_message("b")));
  CHECK_FALSE(worker.idle());
  CHECK_FALSE(worker.settle(5ms));
  script.let_go();
  CHECK(worker.settle(30s));
  CHECK_FALSE(worker.offer(a_message("b")));  // The first is not collected yet.
  CHECK(worker.collect());
  CHECK(worker.offer(a_message("b")));
  CHECK(wait_for_one(worker));
  CHECK(script.received() == std::vector<std::string>{"a", "b"});
}

TEST_CASE("a courier that is told to hurry makes no further attempt") {
  Script script({Error{ErrorKind::io, "HTTP 503"}, Done{}});
  NotificationWorker worker(script.notifier(), {.attempts = 100, .first_wait = 1h, .longest_wait = 1h});
  REQUIRE(worker.offer(a_message()));
  REQUIRE(eventually([&] { return script.begun() == 1; }));
  worker.hurry();
  CHECK(worker.settle(30s));
  const auto delivery = worker.collect();
  REQUIRE(delivery);
  CHECK_FALSE(delivery->result.ok());
}

TEST_CASE(
    "once one has a message it is delivered; who was put off is asked again, who was refused is named") {
  const Unreached refused{"gone", "550", false};
  const Unreached put_off{"busy", "450", true};
  struct Row {
    const char* that;
    std::vector<std::vector<Unreached>> left_out;
    std::vector<Result<Done>> answers;
    int attempts;
    std::vector<Unreached> unreached;
  };
  const Result<Done> io = Error{ErrorKind::io, "HTTP 503"};
  for (const auto& row : std::vector<Row>{
           {"all have it", {{}}, {}, 1, {}},
           {"one is refused for good", {{refused}}, {}, 1, {refused}},
           {"one is put off once", {{put_off}, {}}, {}, 2, {}},
           {"one is refused, one put off once", {{refused, put_off}, {}}, {}, 2, {refused}},
           {"one is put off for ever", {{put_off}, {put_off}, {put_off}}, {}, 3, {put_off}},
           {"the place has trouble before", {{put_off}, {}}, {io, Done{}, Done{}}, 3, {}},
           {"the place has trouble afterwards", {{put_off}}, {Done{}, io, io}, 3, {put_off}},
       }) {
    INFO(row.that);
    Script script(row.answers);
    for (const auto& one : row.left_out) script.leave_out(one);
    NotificationWorker worker(script.notifier(), kHasty);
    REQUIRE(worker.offer(a_message()));
    const auto delivery = wait_for_one(worker);
    REQUIRE(delivery);
    CHECK(delivery->result.ok());
    CHECK(delivery->attempts == row.attempts);
    CHECK(delivery->unreached == row.unreached);
  }
}
