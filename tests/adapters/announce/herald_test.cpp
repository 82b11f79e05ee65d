#include "reconciler/adapters/announce/herald.hpp"

#include <catch2/catch.hpp>

#include "tests/adapters/announce/scripted_announcer.hpp"
#include "tests/support/patience.hpp"
#include "tests/support/rounds.hpp"

using namespace muster;
using namespace muster::test;
using muster::testing::Script;

namespace {

using Words = std::vector<std::string>;

/// A fleet whose machines are at ease, or one of them hot, and a herald with one place to tell.
struct HeraldOffice {
  Scene scene;
  RoundMetrics metrics;
  Script script;
  CourierManners manners{.attempts = 1, .first_wait = 1ms, .longest_wait = 1ms};
  std::string opened;
  Herald herald = a_herald();

  HeraldOffice() {
    scene.machines(2, "s-2vcpu-2gb").balancer("worker/lb-1");
    // Rules on what nobody reports here would be alerts as well.
    std::erase_if(scene.world.policies, [](const Policy& policy) {
      return policy.name != PolicyName("cpu") && policy.name != PolicyName("memory");
    });
    scene.world.fleet.announce = {{.name = "chat", .to = "slack", .at_least = AlertSeverity::notice}};
  }
  Herald a_herald() {
    return Herald(
        metrics,
        [this](const AnnounceRule& rule) -> Result<std::unique_ptr<Announcer>> {
          opened += rule.name + " ";
          if (rule.url == "wrong") return Error{ErrorKind::not_found, "no secret \"chat-hook\""};
          return script.announcer();
        },
        manners);
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
  HeraldOffice office;
  office.herald.heard(office.round(95), office.scene.now);
  REQUIRE(eventually([&] { return office.script.heard() == Words{"worker/1 worker/2"}; }));
  CHECK(office.herald.firing().size() == 2);
  CHECK(office.metrics.page().find(
            "muster_alerts_firing{alert=\"threshold_crossed\",severity=\"warning\"} 2") != std::string::npos);
  office.scene.now += 2min;
  // Delivered is collected with the next round; then the end is told.
  REQUIRE(eventually([&] {
    office.herald.heard(office.round(40), office.scene.now);
    return office.script.heard().size() == 2;
  }));
  CHECK(office.script.heard()[1] == "-worker/1 -worker/2");
  CHECK(office.herald.firing().empty());
  CHECK(office.opened == "chat ");
}

TEST_CASE("a herald never waits for a place that hangs, and tells it all at once afterwards") {
  HeraldOffice office;
  office.script.hold();
  office.herald.heard(office.round(95), office.scene.now);
  REQUIRE(eventually([&] { return office.script.begun() == 1; }));
  for (int i = 0; i < 20; ++i) {
    office.scene.now += 30s;
    auto round = office.round(95);
    round.withdrawn = {{PlanId("sha256:1"), "outdated"}};
    CHECK(office.herald.heard(round, office.scene.now).empty());
  }
  CHECK(office.script.begun() == 1);
  office.script.let_go();
  REQUIRE(eventually([&] {
    office.herald.heard(office.round(95), office.scene.now);
    return office.script.heard().size() == 2;
  }));
  std::string all;
  for (int i = 0; i < 20; ++i) all += (i == 0 ? "" : " ") + std::string("!withdrawn");
  CHECK(office.script.heard()[1] == all);
}

TEST_CASE("a failed delivery is told to the log, waits longer each time, and is made up for") {
  HeraldOffice office;
  office.script.answer(Error{ErrorKind::io, "HTTP 503"});
  office.script.answer(Error{ErrorKind::io, "HTTP 503"});
  Words log;
  const auto rounds_until = [&](auto condition) {
    return eventually([&] {
      for (const auto& line : office.herald.heard(office.round(95), office.scene.now)) log.push_back(line);
      return condition();
    });
  };
  REQUIRE(rounds_until([&] { return log.size() == 1; }));
  CHECK(log[0] == "announcing to chat failed after 1 attempts, again at 2026-11-23T20:00:15Z: HTTP 503");
  CHECK(office.script.begun() == 1);
  office.scene.now += 15s;
  REQUIRE(rounds_until([&] { return log.size() == 2; }));
  CHECK(log[1].find("again at 2026-11-23T20:00:45Z") != std::string::npos);
  office.scene.now += 30s;
  REQUIRE(rounds_until([&] { return office.script.heard() == Words{"worker/1 worker/2"}; }));
}

TEST_CASE("a restart neither repeats nor forgets") {
  HeraldOffice office;
  REQUIRE(eventually([&] {
    office.herald.heard(office.round(95), office.scene.now);
    return office.herald.book().find("\"told\":[{") != std::string::npos;
  }));
  REQUIRE(office.script.heard().size() == 1);
  const auto kept = office.herald.book();
  office.herald.stop(office.scene.now, 1s);

  SECTION("what was told is not told again") {
    auto next = office.a_herald();
    REQUIRE(next.resume(kept).ok());
    office.scene.now += 5min;
    next.heard(office.round(95), office.scene.now);
    next.stop(office.scene.now, 30s);
    CHECK(office.script.heard().size() == 1);
  }
  SECTION("the end of what was told before is") {
    auto next = office.a_herald();
    REQUIRE(next.resume(kept).ok());
    office.scene.now += 5min;
    next.heard(office.round(40), office.scene.now);
    next.stop(office.scene.now, 30s);
    REQUIRE(office.script.heard().size() == 2);
    CHECK(office.script.heard()[1] == "-worker/1 -worker/2");
  }
  SECTION("a book that is none is refused, and everything told anew") {
    auto next = office.a_herald();
    CHECK_FALSE(next.resume(kept.substr(0, kept.size() / 2)).ok());
    CHECK_FALSE(next.resume("{}").ok());
    next.heard(office.round(95), office.scene.now);
    next.stop(office.scene.now, 30s);
    CHECK(office.script.heard().size() == 2);
  }
}

TEST_CASE("a stop tells what is still to be told, and does not wait for ever") {
  HeraldOffice office;
  SECTION("a place that answers") {
    office.herald.heard(office.round(95), office.scene.now);
    CHECK(office.herald.stop(office.scene.now, 30s).empty());
    CHECK(office.script.heard() == Words{"worker/1 worker/2"});
    CHECK(office.herald.book().find("\"told\":[{") != std::string::npos);
  }
  SECTION("one that fails for ever") {
    office.script.answer(Error{ErrorKind::io, "HTTP 503"});
    office.herald.heard(office.round(95), office.scene.now);
    CHECK(office.herald.stop(office.scene.now, 30s).size() == 1);
    CHECK(office.herald.book().find("\"told\":[]") != std::string::npos);
  }
}

TEST_CASE("who does not lead tells nobody") {
  HeraldOffice office;
  auto round = office.round(95);
  round.leads = false;
  office.herald.heard(round, office.scene.now);
  office.herald.stop(office.scene.now, 1s);
  CHECK(office.script.begun() == 0);
  CHECK(office.opened.empty());
  CHECK(office.metrics.page().find("muster_leader 0") != std::string::npos);
}

TEST_CASE("places come and go with the fleet file") {
  HeraldOffice office;
  auto& rules = office.scene.world.fleet.announce;
  rules[0].url = "wrong";
  CHECK(office.herald.heard(office.round(95), office.scene.now) == Words{"no secret \"chat-hook\""});
  CHECK(office.herald.heard(office.round(95), office.scene.now).empty());  // Not told with every round.
  office.scene.now += 15s;
  CHECK(office.herald.heard(office.round(95), office.scene.now).size() == 1);
  rules[0].url = "right";
  office.herald.heard(office.round(95), office.scene.now);
  REQUIRE(eventually([&] { return office.script.heard().size() == 1; }));
  rules.clear();
  office.scene.now += 2min;
  office.herald.heard(office.round(40), office.scene.now);
  office.herald.heard(office.round(40), office.scene.now + 2min);
  CHECK(office.herald.stop(office.scene.now, 1s).empty());
  CHECK(office.script.heard().size() == 1);
}

TEST_CASE("what others said is scrubbed before it is told or kept") {
  HeraldOffice office;
  auto round = office.round(40);
  round.warnings = {"prometheus: GET refused, Authorization: Bearer hush9wordsnobodyshouldread"};
  office.herald.heard(round, office.scene.now);
  office.herald.stop(office.scene.now, 30s);
  CHECK(office.script.heard() == Words{"readings"});
  CHECK(office.herald.book().find("hush9words") == std::string::npos);
  CHECK(office.herald.firing().at(0).summary.find("hush9words") == std::string::npos);
}

TEST_CASE("a recipient that was refused is told to the log and the metrics; nobody is told twice for it") {
  HeraldOffice office;
  office.script.leave_out({{"gone@example.com", "550 no such person", false}});
  Words log;
  REQUIRE(eventually([&] {
    for (const auto& line : office.herald.heard(office.round(95), office.scene.now)) log.push_back(line);
    return !log.empty();
  }));
  CHECK(log == Words{"announcing to chat: gone@example.com did not get it: 550 no such person"});
  CHECK(office.metrics.page().find(
            "muster_announcement_recipients_refused_total{recipient=\"gone@example.com\","
            "target=\"chat\"} 1") != std::string::npos);
  office.scene.now += 10min;
  office.herald.heard(office.round(95), office.scene.now);
  CHECK(office.script.begun() == 1);
}

TEST_CASE("a place that refuses keeps nothing from the other places") {
  HeraldOffice office;
  office.scene.world.fleet.announce = {{.name = "broken", .to = "slack", .url = "wrong"},
                                       {.name = "chat", .to = "slack"}};
  const auto log = office.herald.heard(office.round(95), office.scene.now);
  CHECK(log == Words{"no secret \"chat-hook\""});
  CHECK(eventually([&] { return office.script.heard() == Words{"worker/1 worker/2"}; }));
}

TEST_CASE("what others said forges nothing in a message") {
  HeraldOffice office;
  auto round = office.round(40);
  round.steps.push_back({.step = RoundStep::observe,
                         .error = Error{ErrorKind::io, "no\n2026-11-30  plan is approved\x1b[2J\u202e"}});
  office.herald.heard(round, office.scene.now);
  REQUIRE_FALSE(office.herald.firing().empty());
  for (const auto& alert : office.herald.firing())
    for (const auto* bad : {"\n", "\x1b", "\u202e"}) CHECK(alert.summary.find(bad) == std::string::npos);
}
