#include "reconciler/adapters/notify/alert_dispatcher.hpp"

#include <catch2/catch.hpp>

#include "tests/adapters/notify/scripted_notifier.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/rounds.hpp"

using namespace muster;
using namespace muster::test;
using muster::testing::Script;

namespace {

using Words = std::vector<std::string>;

/// A fleet whose machines are at ease, or one of them hot, and a herald with one place to tell.
struct DispatcherFixture {
  Scene scene;
  RoundMetrics metrics;
  Script script;
  RetryPolicy retry_policy{.attempts = 1, .first_wait = 1ms, .longest_wait = 1ms};
  std::string opened;
  AlertDispatcher dispatcher = a_dispatcher();

  DispatcherFixture() {
    scene.machines(2, "s-2vcpu-2gb").balancer("worker/lb-1");
    // Rules on what nobody reports here would be alerts as well.
    std::erase_if(scene.world.policies, [](const Policy& policy) {
      return policy.name != PolicyName("cpu") && policy.name != PolicyName("memory");
    });
    scene.world.fleet.receivers = {{.name = "chat", .to = "slack", .at_least = AlertSeverity::notice}};
  }
  AlertDispatcher a_dispatcher() {
    return AlertDispatcher(
        metrics,
        [this](const Receiver& rule) -> Result<std::unique_ptr<Notifier>> {
          opened += rule.name + " ";
          if (rule.url == "wrong") return Error{ErrorKind::not_found, "no secret \"chat-hook\""};
          return script.notifier();
        },
        retry_policy);
  }
  Round round(double cpu) {
    scene.world.readings = {};
    for (const auto* machine : {"worker/1", "worker/2"})
      for (const auto metric : {Metric::cpu, Metric::memory})
        scene.steady(machine, metric, metric == Metric::cpu ? cpu : 30, 10min);
    return a_round(scene);
  }
};

}  // namespace

TEST_CASE("a round's alerts reach the place, and so does their end") {
  DispatcherFixture fixture;
  fixture.dispatcher.record(fixture.round(95), fixture.scene.now);
  REQUIRE(eventually([&] { return fixture.script.received() == Words{"worker/1 worker/2"}; }));
  CHECK(fixture.dispatcher.firing().size() == 2);
  CHECK(fixture.metrics.page().find(
            "muster_alerts_firing{alert=\"threshold_crossed\",severity=\"warning\"} 2") != std::string::npos);
  fixture.scene.now += 2min;
  // Delivered is collected with the next round; then the end is told.
  REQUIRE(eventually([&] {
    fixture.dispatcher.record(fixture.round(40), fixture.scene.now);
    return fixture.script.received().size() == 2;
  }));
  CHECK(fixture.script.received()[1] == "-worker/1 -worker/2");
  CHECK(fixture.dispatcher.firing().empty());
  CHECK(fixture.opened == "chat ");
}

TEST_CASE("a herald never waits for a place that hangs, and tells it all at once afterwards") {
  DispatcherFixture fixture;
  fixture.script.hold();
  fixture.dispatcher.record(fixture.round(95), fixture.scene.now);
  REQUIRE(eventually([&] { return fixture.script.begun() == 1; }));
  for (int i = 0; i < 20; ++i) {
    fixture.scene.now += 30s;
    auto round = fixture.round(95);
    round.withdrawn = {{PlanId("sha256:1"), "outdated"}};
    CHECK(fixture.dispatcher.record(round, fixture.scene.now).empty());
  }
  CHECK(fixture.script.begun() == 1);
  fixture.script.let_go();
  REQUIRE(eventually([&] {
    fixture.dispatcher.record(fixture.round(95), fixture.scene.now);
    return fixture.script.received().size() == 2;
  }));
  std::string all;
  for (int i = 0; i < 20; ++i) all += (i == 0 ? "" : " ") + std::string("!withdrawn");
  CHECK(fixture.script.received()[1] == all);
}

TEST_CASE("a failed delivery is told to the log, waits longer each time, and is made up for") {
  DispatcherFixture fixture;
  fixture.script.answer(Error{ErrorKind::io, "HTTP 503"});
  fixture.script.answer(Error{ErrorKind::io, "HTTP 503"});
  Words log;
  const auto rounds_until = [&](auto condition) {
    return eventually([&] {
      for (const auto& line : fixture.dispatcher.record(fixture.round(95), fixture.scene.now))
        log.push_back(line);
      return condition();
    });
  };
  REQUIRE(rounds_until([&] { return log.size() == 1; }));
  CHECK(log[0] ==
        "notifying chat failed after 1 attempts; the next attempt is at 2026-11-23T20:00:15Z: HTTP 503");
  CHECK(fixture.script.begun() == 1);
  fixture.scene.now += 15s;
  REQUIRE(rounds_until([&] { return log.size() == 2; }));
  CHECK(log[1].find("the next attempt is at 2026-11-23T20:00:45Z") != std::string::npos);
  fixture.scene.now += 30s;
  REQUIRE(rounds_until([&] { return fixture.script.received() == Words{"worker/1 worker/2"}; }));
}

TEST_CASE("a restart neither repeats nor forgets") {
  DispatcherFixture fixture;
  REQUIRE(eventually([&] {
    fixture.dispatcher.record(fixture.round(95), fixture.scene.now);
    return fixture.dispatcher.book().find("\"told\":[{") != std::string::npos;
  }));
  REQUIRE(fixture.script.received().size() == 1);
  const auto kept = fixture.dispatcher.book();
  fixture.dispatcher.stop(fixture.scene.now, 1s);

  SECTION("what was told is not told again") {
    auto next = fixture.a_dispatcher();
    REQUIRE(next.resume(kept).ok());
    fixture.scene.now += 5min;
    next.record(fixture.round(95), fixture.scene.now);
    next.stop(fixture.scene.now, 30s);
    CHECK(fixture.script.received().size() == 1);
  }
  SECTION("the end of what was told before is") {
    auto next = fixture.a_dispatcher();
    REQUIRE(next.resume(kept).ok());
    fixture.scene.now += 5min;
    next.record(fixture.round(40), fixture.scene.now);
    next.stop(fixture.scene.now, 30s);
    REQUIRE(fixture.script.received().size() == 2);
    CHECK(fixture.script.received()[1] == "-worker/1 -worker/2");
  }
  SECTION("a book that is none is refused, and everything told anew") {
    auto next = fixture.a_dispatcher();
    CHECK_FALSE(next.resume(kept.substr(0, kept.size() / 2)).ok());
    CHECK_FALSE(next.resume("{}").ok());
    next.record(fixture.round(95), fixture.scene.now);
    next.stop(fixture.scene.now, 30s);
    CHECK(fixture.script.received().size() == 2);
  }
}

TEST_CASE("a stop tells what is still to be told, and does not wait for ever") {
  DispatcherFixture fixture;
  SECTION("a place that answers") {
    fixture.dispatcher.record(fixture.round(95), fixture.scene.now);
    CHECK(fixture.dispatcher.stop(fixture.scene.now, 30s).empty());
    CHECK(fixture.script.received() == Words{"worker/1 worker/2"});
    CHECK(fixture.dispatcher.book().find("\"told\":[{") != std::string::npos);
  }
  SECTION("one that fails for ever") {
    fixture.script.answer(Error{ErrorKind::io, "HTTP 503"});
    fixture.dispatcher.record(fixture.round(95), fixture.scene.now);
    CHECK(fixture.dispatcher.stop(fixture.scene.now, 30s).size() == 1);
    CHECK(fixture.dispatcher.book().find("\"told\":[]") != std::string::npos);
  }
}

TEST_CASE("who does not lead tells nobody") {
  DispatcherFixture fixture;
  auto round = fixture.round(95);
  round.leads = false;
  fixture.dispatcher.record(round, fixture.scene.now);
  fixture.dispatcher.stop(fixture.scene.now, 1s);
  CHECK(fixture.script.begun() == 0);
  CHECK(fixture.opened.empty());
  CHECK(fixture.metrics.page().find("muster_leader 0") != std::string::npos);
}

TEST_CASE("places come and go with the fleet file") {
  DispatcherFixture fixture;
  auto& rules = fixture.scene.world.fleet.receivers;
  rules[0].url = "wrong";
  CHECK(fixture.dispatcher.record(fixture.round(95), fixture.scene.now) == Words{"no secret \"chat-hook\""});
  CHECK(
      fixture.dispatcher.record(fixture.round(95), fixture.scene.now).empty());  // Not told with every round.
  fixture.scene.now += 15s;
  CHECK(fixture.dispatcher.record(fixture.round(95), fixture.scene.now).size() == 1);
  rules[0].url = "right";
  fixture.dispatcher.record(fixture.round(95), fixture.scene.now);
  REQUIRE(eventually([&] { return fixture.script.received().size() == 1; }));
  rules.clear();
  fixture.scene.now += 2min;
  fixture.dispatcher.record(fixture.round(40), fixture.scene.now);
  fixture.dispatcher.record(fixture.round(40), fixture.scene.now + 2min);
  CHECK(fixture.dispatcher.stop(fixture.scene.now, 1s).empty());
  CHECK(fixture.script.received().size() == 1);
}

TEST_CASE("what others said is scrubbed before it is told or kept") {
  DispatcherFixture fixture;
  auto round = fixture.round(40);
  round.warnings = {"prometheus: GET refused, Authorization: Bearer hush9wordsnobodyshouldread"};
  fixture.dispatcher.record(round, fixture.scene.now);
  fixture.dispatcher.stop(fixture.scene.now, 30s);
  CHECK(fixture.script.received() == Words{"readings"});
  CHECK(fixture.dispatcher.book().find("hush9words") == std::string::npos);
  CHECK(fixture.dispatcher.firing().at(0).summary.find("hush9words") == std::string::npos);
}

TEST_CASE("a recipient that was refused is told to the log and the metrics; nobody is told twice for it") {
  DispatcherFixture fixture;
  fixture.script.leave_out({{"gone@example.com", "550 no such person", false}});
  Words log;
  REQUIRE(eventually([&] {
    for (const auto& line : fixture.dispatcher.record(fixture.round(95), fixture.scene.now))
      log.push_back(line);
    return !log.empty();
  }));
  CHECK(log == Words{"notifying chat: gone@example.com did not receive it: 550 no such person"});
  CHECK(fixture.metrics.page().find(
            "muster_announcement_recipients_refused_total{recipient=\"gone@example.com\","
            "target=\"chat\"} 1") != std::string::npos);
  fixture.scene.now += 10min;
  fixture.dispatcher.record(fixture.round(95), fixture.scene.now);
  CHECK(fixture.script.begun() == 1);
}

TEST_CASE("a place that refuses keeps nothing from the other places") {
  DispatcherFixture fixture;
  fixture.scene.world.fleet.receivers = {{.name = "broken", .to = "slack", .url = "wrong"},
                                         {.name = "chat", .to = "slack"}};
  const auto log = fixture.dispatcher.record(fixture.round(95), fixture.scene.now);
  CHECK(log == Words{"no secret \"chat-hook\""});
  CHECK(eventually([&] { return fixture.script.received() == Words{"worker/1 worker/2"}; }));
}

TEST_CASE("what others said forges nothing in a message") {
  DispatcherFixture fixture;
  auto round = fixture.round(40);
  round.steps.push_back({.step = RoundStep::observe,
                         .error = Error{ErrorKind::io, "no\n2026-11-30  plan is approved\x1b[2J\u202e"}});
  fixture.dispatcher.record(round, fixture.scene.now);
  REQUIRE_FALSE(fixture.dispatcher.firing().empty());
  for (const auto& alert : fixture.dispatcher.firing())
    for (const auto* bad : {"\n", "\x1b", "\u202e"}) CHECK(alert.summary.find(bad) == std::string::npos);
}
