#include "reconciler/adapters/readings/push/push_receiver.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "reconciler/adapters/http/curl_client.hpp"
#include "reconciler/adapters/readings/push/push_receipt.hpp"
#include "reconciler/adapters/secrets/machine_token.hpp"
#include "tests/support/builders.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/slots.hpp"

using namespace muster;
using namespace muster::test;

namespace {

Secret key() {
  return Secret(std::string("a key of sixteen and more"));
}

struct Post {
  testing::FakeClock clock{test::noon()};
  PushReceiver receiver{kFleet, key(), clock, ReadingNeeds{}};

  std::string line(const std::string& subject, Duration ago, const std::string& value) const {
    return fmt::format(R"({{"at":"{}","subject":"{}","metric":"cpu","value":{}}})"
                       "\n",
                       format_instant(clock.now() - ago), subject, value);
  }
  static HttpRequest push(const Slot& machine, std::string body, const FleetName& fleet = kFleet) {
    HttpRequest request{.method = "POST", .url = "/v1/readings"};
    request.headers = {{"Authorization", "Bearer " + machine_token(key(), fleet, machine)->reveal()},
                       {"Muster-Machine", to_string(machine)}};
    request.body = std::move(body);
    return request;
  }
  std::vector<Reading> told() {
    std::vector<Reading> readings;
    receiver.append_to(readings, clock.now() - 1h, clock.now());
    return readings;
  }
};

}  // namespace

TEST_CASE("what a machine pushes is kept until it is asked for") {
  Post post;
  const auto answer = post.receiver.receive(
      Post::push(kFirst, post.line("worker/1", 30s, "85.3") + post.line("worker/1", 0s, "null")));
  CHECK(answer.status == 202);
  CHECK(answer.body == "2 new, 0 known already\n");
  CHECK(post.told() == std::vector<Reading>{
                           {post.clock.now() - 30s, kFirst, Metric::cpu, Measure::milli(85'300), Quality::ok},
                           {post.clock.now(), kFirst, Metric::cpu, Measure(), Quality::error}});
}

TEST_CASE("a batch that comes twice counts once") {
  Post post;
  const auto push = Post::push(kFirst, post.line("worker/1", 30s, "85.3") + post.line("worker/1", 0s, "70"));
  for (int i = 0; i < 5; ++i) CHECK(post.receiver.receive(push).status == 202);
  CHECK(post.told().size() == 2);
  CHECK(post.receiver.receive(push).body == "0 new, 2 known already\n");
}

TEST_CASE("a push that may not be is refused, told of, and changes nothing") {
  Post post;
  const auto good = Post::push(kFirst, post.line("worker/1", 30s, "85.3"));
  const auto with = [&](const std::function<void(HttpRequest&)>& change) {
    auto request = good;
    change(request);
    return request;
  };
  struct Row {
    const char* that;
    HttpRequest request;
    int status;
    const char* message;
  };
  for (const auto& row : {
           Row{"no token", with([](HttpRequest& r) { r.headers.erase(r.headers.begin()); }), 401,
               "the token is not that of worker/1"},
           Row{"another machine's token", with([](HttpRequest& r) { r.headers[1].value = "worker/2"; }), 401,
               "the token is not that of worker/2"},
           Row{"another fleet's token", Post::push(kFirst, good.body, FleetName("other")), 401, "the token"},
           Row{"the token cut short", with([](HttpRequest& r) { r.headers[0].value.pop_back(); }), 401,
               "the token"},
           Row{"no machine", with([](HttpRequest& r) { r.headers.pop_back(); }), 400, "names no machine"},
           Row{"readings of another machine", Post::push(kFirst, post.line("worker/2", 30s, "1")), 400,
               "are about another subject (worker/2)"},
           Row{"readings of the pool", Post::push(kFirst, post.line("worker", 30s, "1")), 400,
               "are about another subject (worker)"},
           Row{"readings of tomorrow", Post::push(kFirst, post.line("worker/1", -24h, "1")), 400,
               "in the future: its clock or muster's is wrong"},
           Row{"readings of a clock at its beginning",
               Post::push(kFirst, post.line("worker/1", 24h * 365 * 50, "1")), 400, "too old for decisions"},
           Row{"no readings", Post::push(kFirst, "<html>"), 400, "the push:1:1"},
           Row{"nothing", Post::push(kFirst, ""), 400, "holds no readings"},
           Row{"another path", with([](HttpRequest& r) { r.url = "/v2/readings"; }), 404, "/v1/readings"},
           Row{"another method", with([](HttpRequest& r) { r.method = "GET"; }), 405, "POST"},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto answer = post.receiver.receive(row.request);
      CHECK(answer.status == row.status);
      INFO(answer.body);
      CHECK(answer.body.find(row.message) != std::string::npos);
      CHECK(post.told().empty());
      CHECK(post.receiver.take_refusals().size() == (row.status == 404 || row.status == 405 ? 0u : 1u));
      CHECK(post.receiver.take_refusals().empty());
      CHECK(answer.body.find("mnt_") == std::string::npos);
    }
  }
}

TEST_CASE("of a push that is wrong in part the good readings are taken, and the rest is told and counted") {
  Post post;
  const auto good = post.line("worker/1", 60s, "50") + post.line("worker/1", 30s, "51");
  struct Row {
    const char* that;
    std::string line;
    const char* receipt;
    const char* message;
    int fresh = 2;  ///< A value that cannot be is kept as a reading that failed.
  };
  for (const auto& row : {
           Row{"a minute ahead", post.line("worker/1", -1min, "1"), ", 1 later than 2026-11-23T20:00:05Z",
               "in the future and wait"},
           Row{"a day ahead", post.line("worker/1", -24h, "1"), ", 1 refused", "in the future"},
           Row{"half a century behind", post.line("worker/1", 24h * 365 * 50, "1"), ", 1 refused",
               "too old for decisions"},
           Row{"of another machine", post.line("worker/2", 30s, "1"), ", 1 refused",
               "are about another subject (worker/2)"},
           Row{"of the pool", post.line("worker", 30s, "1"), ", 1 refused", "(worker)"},
           Row{"a metric that nobody knows",
               R"({"at":"2026-11-23T19:59:00Z","subject":"worker/1","metric":"gpu","value":1})"
               "\n",
               ", 1 refused", "unknown metric"},
           Row{"not a number", post.line("worker/1", 45s, "NaN"), "", "is not a number", 3},
           Row{"a share of 120%", post.line("worker/1", 45s, "120"), "", "is impossible", 3},
           Row{"a share below nothing", post.line("worker/1", 45s, "-1"), "", "is impossible", 3},
           Row{"half a line", "{\"at\":\"2026", ", 1 refused", "the push:"},
           Row{"a page of something else", "<html>\n", ", 1 refused", "the push:"},
           Row{"bytes that are no text", "\xff\xfe\n", ", 1 refused", "UTF-8"},
           Row{"a field that nobody knows",
               R"({"at":"2026-11-23T19:59:00Z","subject":"worker/1","metric":"cpu","value":1,"host":"x"})"
               "\n",
               ", 1 refused", "unknown field"},
       }) {
    DYNAMIC_SECTION(row.that) {
      for (const bool first : {true, false}) {
        Post fresh;
        const auto line = row.line.ends_with('\n') || !first ? row.line : row.line + "\n";
        const auto answer = fresh.receiver.receive(Post::push(kFirst, first ? line + good : good + line));
        INFO(answer.body);
        CHECK(answer.status == 202);
        CHECK(answer.body.starts_with(fmt::format("{} new, 0 known already{}\n", row.fresh, row.receipt)));
        CHECK(answer.body.find(row.message) != std::string::npos);
        const auto readings = fresh.told();
        CHECK(std::count_if(readings.begin(), readings.end(),
                            [](const Reading& r) { return r.quality == Quality::ok; }) == 2);
        const auto told = fresh.receiver.take_refusals();
        REQUIRE(told.size() == 1);
        CHECK(told[0].starts_with("a push of worker/1 was accepted in part: "));
        CHECK(told[0].find(row.message) != std::string::npos);
      }
    }
  }
}

TEST_CASE("a reading ahead of its time is taken when its time has come") {
  Post post;
  const auto push = Post::push(kFirst, post.line("worker/1", -1min, "70"));
  CHECK(post.receiver.receive(push).status == 202);
  CHECK(post.told().empty());
  post.clock.advance(1min);
  CHECK(post.receiver.receive(push).body == "1 new, 0 known already\n");
  CHECK(post.told().size() == 1);
}

TEST_CASE("what a machine knows at least of a reading that failed is kept") {
  Post post;
  const auto push = [&](const std::string& rest) {
    return post.receiver.receive(Post::push(
        kFirst, R"({"at":"2026-11-23T19:59:30Z","subject":"worker/1","metric":"disk",)" + rest + "}\n"));
  };
  CHECK(push(R"("value":50,"at_least":50)").status == 400);
  CHECK(push(R"("value":null,"at_least":120)").status == 400);
  CHECK(push(R"("value":null,"at_least":"96")").status == 202);
  REQUIRE(post.told().size() == 1);
  CHECK(post.told()[0].quality == Quality::error);
  CHECK(post.told()[0].value == Measure::whole(96));
}

TEST_CASE("two machines that push as one are told, and neither is believed") {
  Post post;
  const auto pushed = [&](const char* mark, Duration ago, const std::string& value) {
    auto request = Post::push(kFirst, post.line("worker/1", ago, value));
    if (*mark != '\0') request.headers.push_back({"Muster-Mark", mark});
    CHECK(post.receiver.receive(request).status == 202);
    post.clock.advance(1s);
  };
  const auto twins = [&] { return post.receiver.twins(post.clock.now()); };
  const auto all_good = [&] {
    const auto told = post.told();
    return std::all_of(told.begin(), told.end(), [](const Reading& r) { return r.quality == Quality::ok; });
  };
  SECTION("by a mark that comes back") {
    pushed("a", 60s, "95");
    pushed("b", 50s, "3");
    CHECK(twins().empty());
    pushed("a", 30s, "95");
    REQUIRE(twins().size() == 1);
    CHECK(twins()[0].starts_with("two senders push readings as worker/1: "));
    const auto told = post.told();
    CHECK(std::count_if(told.begin(), told.end(),
                        [](const Reading& r) { return r.quality == Quality::ok; }) == 1);

    // Once one of them is silent, what the other tells from then on counts.
    for (int i = 0; i < 22; ++i) {
      post.clock.advance(29s);
      pushed("a", 0s, "95");
    }
    CHECK(twins().empty());
    CHECK(post.told().back().quality == Quality::ok);
  }
  SECTION("by the one without a mark beside one with a mark") {
    pushed("", 60s, "95");
    pushed("b", 50s, "3");
    pushed("", 40s, "95");
    CHECK(twins().size() == 1);
  }
  SECTION("by readings between others, where there are no marks") {
    std::string one, other;
    for (int i = 10; i >= 0; --i) {
      one += post.line("worker/1", i * 30s, "95");
      other += post.line("worker/1", i * 30s + 7s, "3");
    }
    CHECK(post.receiver.receive(Post::push(kFirst, one)).status == 202);
    CHECK(twins().empty());
    CHECK(post.receiver.receive(Post::push(kFirst, other)).status == 202);
    CHECK(twins().size() == 1);
    const auto told = post.told();
    CHECK(std::none_of(told.begin() + 2, told.end(),
                       [](const Reading& r) { return r.quality == Quality::ok; }));
  }
  SECTION("a sender that was started again is one") {
    pushed("a", 60s, "95");
    pushed("b", 30s, "95");
    pushed("c", 0s, "95");
    CHECK(twins().empty());
    CHECK(all_good());
  }
  SECTION("what comes twice, because an answer was lost, is of one") {
    for (int i = 0; i < 5; ++i)
      CHECK(post.receiver
                .receive(
                    Post::push(kFirst, post.line("worker/1", 60s, "95") + post.line("worker/1", 30s, "95")))
                .status == 202);
    CHECK(twins().empty());
  }
  SECTION("what waited while muster was away is of one") {
    pushed("", 20min, "95");
    for (int i = 38; i >= 0; --i) pushed("", i * 30s, "95");
    CHECK(twins().empty());
    CHECK(all_good());
  }
  SECTION("a sample that had to wait for its time, once") {
    pushed("", 60s, "95");
    pushed("", 0s, "95");
    pushed("", 30s, "95");
    CHECK(twins().empty());
    CHECK(all_good());
  }
  SECTION("a clock that was set back, with a mark") {
    for (int i = 0; i < 5; ++i) pushed("a", i * 10s, "95");
    CHECK(twins().empty());
  }
  SECTION("one of two machines, and the other is well") {
    pushed("a", 60s, "95");
    pushed("b", 50s, "3");
    pushed("a", 30s, "95");
    CHECK(post.receiver.receive(Post::push(kSecond, post.line("worker/2", 30s, "40"))).status == 202);
    const auto told = post.told();
    CHECK(std::any_of(told.begin(), told.end(), [](const Reading& r) {
      return r.subject == Subject(kSecond) && r.quality == Quality::ok;
    }));
  }
}

TEST_CASE("a receipt reads back, and nothing else passes for one") {
  const PushReceipt all{.fresh = 40, .known = 2, .refused = 1, .early = 3, .latest = test::noon()};
  CHECK(to_string(all) == "40 new, 2 known already, 1 refused, 3 later than " + format_instant(test::noon()));
  CHECK(receipt_in(to_string(all)) == all);
  CHECK(all.all() == 46);
  CHECK(receipt_in("1 new, 0 known already\r\nmore\n") == PushReceipt{.fresh = 1});
  for (const auto* other :
       {"", "ok", "<html>", "1 new", "1 new, 0 known", "-1 new, 0 known already", "1 new, 0 known already, ",
        "1 new, 0 known already, 2 kept", "1 new, 0 known already, 1 later than soon", "new, known already",
        "99999999999999999999 new, 0 known already", " 1 new, 0 known already"})
    CHECK_FALSE(receipt_in(other));
  CHECK(readings_in("a\n\n \r\nb") == 2);
}

TEST_CASE("whatever is pushed, no more is held than decisions can use") {
  Post post;
  for (int batch = 0; batch < 40; ++batch) {
    std::string lines;
    for (int i = 0; i < 1000; ++i) lines += post.line("worker/1", Duration((batch * 1000 + i) * 50), "50");
    REQUIRE(post.receiver.receive(Post::push(kFirst, lines)).status == 202);
  }
  CHECK(post.receiver.held().size() <= 4096);
  post.clock.advance(2h);
  CHECK(post.told().empty());
  CHECK(post.receiver.held().size() == 0);
}

TEST_CASE("tokens differ by machine and fleet, and a short key makes none") {
  const auto token = [](const char* fleet, const Slot& machine) {
    return machine_token(key(), FleetName(fleet), machine)->reveal();
  };
  CHECK(token("fpai", kFirst) == token("fpai", kFirst));
  CHECK(token("fpai", kFirst) != token("fpai", kSecond));
  CHECK(token("fpai", kFirst) != token("fpaj", kFirst));
  CHECK(token("fpai", kFirst).size() == 47);
  CHECK(token("fpai", kFirst).starts_with("mnt_"));
  CHECK_FALSE(machine_token(Secret(std::string("too short")), kFleet, kFirst).ok());
}

TEST_CASE("the source listens, and tells of the fleet's machines only") {
  test::Scene scene;
  scene.machines(2);
  Post post;
  auto opened = NodeSource::open({.listen = "127.0.0.1:0"},
                                 std::make_unique<PushReceiver>(kFleet, key(), post.clock, ReadingNeeds{}));
  REQUIRE(opened.ok());
  auto& source = **opened;
  CurlClient client;
  const auto push = [&](const Slot& machine, const std::string& body) {
    auto request = Post::push(machine, body);
    request.url = source.url() + request.url;
    const auto response = send(client, std::move(request));
    return response ? response->status : 0;
  };
  CHECK(push(kFirst, post.line("worker/1", 0s, "70")) == 202);
  CHECK(push({PoolName("worker"), 9}, post.line("worker/9", 0s, "70")) == 202);
  CHECK(push(kFirst, "nonsense") == 400);
  CHECK(push(kFirst, std::string(2 << 20, 'x')) == 413);

  const auto readings =
      source.readings(scene.world.fleet, scene.world.actual, post.clock.now() - 1h, post.clock.now());
  REQUIRE(readings.ok());
  CHECK(readings->front() == Reading{post.clock.now(), kFirst, Metric::cpu, Measure::whole(70), Quality::ok});
  int missing = 0;
  for (const auto& reading : *readings) {
    CHECK(std::get<Slot>(reading.subject).number <= 2);
    missing += reading.quality == Quality::missing ? 1 : 0;
  }
  CHECK(missing == 7);
  CHECK(source.trouble().size() == 1);

  const auto taken =
      NodeSource::open({.listen = source.url().substr(7)},
                       std::make_unique<PushReceiver>(kFleet, key(), post.clock, ReadingNeeds{}));
  REQUIRE_FALSE(taken.ok());
  CHECK(taken.error().what.ends_with(": does another program use it?"));
}

TEST_CASE("who may not push is told by the head of the request alone") {
  struct Row {
    const char* message;
    std::function<void(HttpRequest&)> change;
    int status;  ///< 0: may go on.
  };
  const Row rows[] = {
      {"a machine with its token", [](HttpRequest&) {}, 0},
      {"no token", [](HttpRequest& head) { head.headers.erase(head.headers.begin()); }, 401},
      {"another machine's token", [](HttpRequest& head) { head.headers[1].value = "worker/2"; }, 401},
      {"no machine", [](HttpRequest& head) { head.headers.pop_back(); }, 400},
      {"another page", [](HttpRequest& head) { head.url = "/v1/other"; }, 404},
      {"another method", [](HttpRequest& head) { head.method = "PUT"; }, 405},
      {"a web page",
       [](HttpRequest& head) {
         head.headers.push_back({"Origin", "https://evil.example"});
       },
       403},
      {"a probe", [](HttpRequest& head) { head = {.method = "GET", .url = "/healthz"}; }, 200},
  };
  for (const auto& row : rows) {
    INFO(row.message);
    Post post;
    auto head = Post::push(kFirst, "");
    row.change(head);
    const auto answer = post.receiver.admit(head);
    CHECK((answer ? answer->status : 0) == row.status);
  }
}
