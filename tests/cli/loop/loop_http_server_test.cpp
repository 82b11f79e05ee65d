#include "reconciler/cli/loop/loop_http_server.hpp"

#include <catch2/catch.hpp>

#include "reconciler/cli/loop/wake_floor.hpp"
#include "tests/support/fake_clock.hpp"

using namespace muster;

namespace {

struct Hall {
  explicit Hall(std::string listen = "127.0.0.1:0", std::optional<Secret> token = std::nullopt) {
    auto opened = LoopHttpServer::open(
        {.listen = std::move(listen),
         .token = std::move(token),
         .interval = std::chrono::seconds(30),
         .hosts = {"muster.example.com"}},
        [] { return std::string("metrics 1\n"); }, clock, [this] { ++woken; });
    REQUIRE(opened.ok());
    door = *std::move(opened);
  }
  int ask(const std::string& method, const std::string& url,
          HttpHeaders headers = {{"Host", "127.0.0.1:9640"}}) {
    const auto answer = door->answer({.method = method, .url = url, .headers = std::move(headers)});
    message = answer.body;
    return answer.status;
  }

  testing::FakeClock clock;
  int woken = 0;
  std::string message;
  std::unique_ptr<LoopHttpServer> door;
};

}  // namespace

TEST_CASE("the door tells what there is, and takes nothing but what it says") {
  Hall hall;
  CHECK(hall.ask("GET", "/") == 200);
  CHECK(hall.message.find("POST /wake") != std::string::npos);
  CHECK(hall.ask("GET", "/healthz?verbose") == 200);
  CHECK(hall.ask("HEAD", "/healthz") == 200);
  CHECK(hall.ask("GET", "/readyz") == 503);
  CHECK(hall.ask("GET", "/metrics") == 200);
  CHECK(hall.ask("GET", "/status") == 503);
  CHECK(hall.ask("GET", "/other") == 404);
  CHECK(hall.ask("POST", "/metrics") == 405);
  CHECK(hall.ask("GET", "/wake") == 405);
  CHECK(hall.woken == 0);
}

TEST_CASE("a web page of somebody else neither wakes the loop nor reads its status") {
  Hall hall;
  CHECK(hall.ask("POST", "/wake", {{"Host", "127.0.0.1:9640"}, {"Origin", "https://evil.example"}}) == 403);
  CHECK(hall.ask("POST", "/wake", {{"Host", "evil.example:9640"}}) == 421);
  for (const char* page : {"/status", "/metrics", "/healthz", "/readyz", "/"})
    CHECK(hall.ask("GET", page, {{"Host", "evil.example"}}) == 421);
  CHECK(hall.woken == 0);
  CHECK(hall.ask("GET", "/healthz", {{"Host", "muster.example.com"}}) == 200);
  CHECK(hall.ask("POST", "/wake") == 202);
  CHECK(hall.woken == 1);
}

TEST_CASE("beyond the loopback nobody wakes the loop without a secret") {
  Hall open("0.0.0.0:0");
  CHECK(open.door->keeps_wakes_out());
  CHECK(open.ask("POST", "/wake") == 403);
  CHECK(open.message.find("--wake-secret") != std::string::npos);
  CHECK(open.ask("GET", "/healthz") == 200);
  CHECK(open.woken == 0);
  Hall guarded("0.0.0.0:0", Secret(std::string("open sesame")));
  CHECK_FALSE(guarded.door->keeps_wakes_out());
  CHECK(guarded.ask("POST", "/wake") == 401);
  CHECK(guarded.ask("POST", "/wake", {{"Authorization", "Bearer open"}}) == 401);
  CHECK(guarded.ask("POST", "/wake", {{"Authorization", "Bearer open sesame"}}) == 202);
  CHECK(guarded.woken == 1);
}

TEST_CASE("who may not wake the loop is told before the body of the request is read") {
  Hall hall("127.0.0.1:0", Secret(std::string("open sesame")));
  const auto head = HttpRequest{.method = "POST", .url = "/wake", .headers = {{"Host", "x"}}};
  const auto refused = hall.door->admit(head);
  REQUIRE(refused.has_value());
  CHECK(refused->status == 401);
  auto right = head;
  right.headers.push_back({"Authorization", "Bearer open sesame"});
  CHECK_FALSE(hall.door->admit(right).has_value());
  CHECK(hall.woken == 0);
}

TEST_CASE("the health is that of the loop, whatever anybody does to the wall clock") {
  Hall hall;
  const auto start = hall.clock.now();
  hall.clock.advance(std::chrono::minutes(3));
  CHECK(hall.ask("GET", "/healthz") == 503);
  CHECK(hall.message == "the loop has not moved for 3m\n");
  hall.door->beat(hall.clock.uptime());
  CHECK(hall.ask("GET", "/healthz") == 503);
  CHECK(hall.message == "no round has ended for 3m\n");
  hall.door->publish(LoopStatus{}, "{}");
  CHECK(hall.ask("GET", "/healthz") == 200);
  for (const auto wall : {start - std::chrono::hours(1), start + std::chrono::hours(24 * 365)}) {
    hall.clock.set_wall(wall);
    CHECK(hall.ask("GET", "/healthz") == 200);
  }
  hall.clock.advance(std::chrono::minutes(3));
  hall.door->beat(hall.clock.uptime());
  CHECK(hall.ask("GET", "/healthz") == 503);
  hall.door->stopping();  // It finishes what it began, and goes round no more.
  CHECK(hall.ask("GET", "/healthz") == 200);
}

TEST_CASE("however often a round is asked for, one comes in five seconds, and none is lost") {
  WakeFloor floor;
  const auto at = [](int seconds) { return Duration(std::chrono::seconds(seconds)); };
  CHECK_FALSE(floor.take(at(0)));
  floor.ask();
  CHECK(floor.take(at(0)));
  CHECK_FALSE(floor.take(at(0)));
  int rounds = 0;
  for (int second = 1; second <= 60; ++second) {
    for (int i = 0; i < 1000; ++i) floor.ask();
    rounds += floor.take(at(second)) ? 1 : 0;
  }
  CHECK(rounds == 12);
  floor.ask();
  CHECK_FALSE(floor.take(at(61)));
  CHECK(floor.take(at(65)));
  CHECK_FALSE(floor.take(at(70)));
}
