#include "reconciler/node/push/deliver.hpp"

#include <catch2/catch.hpp>

#include "tests/node/measured_machine.hpp"
#include "tests/support/scripted_http_client.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace muster;
using namespace muster::test;
using namespace muster::node;

namespace {

/// A spool with samples of so many bytes, and where they go.
struct Waiting {
  test::TemporaryFolder folder;
  Result<Spool> spool = Spool::open(folder.path("spool"), 1 << 20);
  Delivery delivery{"https://muster.example", "worker/1", Secret(std::string("mnt_canary"))};
  ScriptedHttpClient client;

  Waiting(int samples, std::size_t bytes = 10) {
    for (int i = 0; i < samples; ++i) {
      const std::string lines(bytes - 1, static_cast<char>('a' + i % 26));
      REQUIRE(spool->add(kNow + i * 30s, lines + "\n").ok());
    }
  }
  Result<PushReport> push() { return deliver(*spool, delivery, client); }
  std::size_t left() const { return spool->waiting().size(); }
};

}  // namespace

TEST_CASE("what waits goes out in one request, oldest first, and is gone when muster has it") {
  Waiting waiting(3);
  waiting.delivery.mark = "boot-1";
  waiting.client.answer(202, "3 new, 0 known already\n");
  const auto report = waiting.push();
  REQUIRE(report.ok());
  CHECK(*report == PushReport{.samples = 3});
  CHECK(waiting.left() == 0);
  REQUIRE(waiting.client.requests().size() == 1);
  const auto& request = waiting.client.requests()[0];
  CHECK(request.method == "POST");
  CHECK(request.url == "https://muster.example/v1/readings");
  CHECK(request.body == "aaaaaaaaa\nbbbbbbbbb\nccccccccc\n");
  CHECK(header_of(request.headers, "Authorization") == "Bearer mnt_canary");
  CHECK(header_of(request.headers, "Muster-Machine") == "worker/1");
  CHECK(header_of(request.headers, "Muster-Mark") == "boot-1");
}

TEST_CASE("a day offline goes out in pieces") {
  Waiting waiting(30, 10'000);
  waiting.client.answer(202, "13 new, 0 known already")
      .answer(202, "0 new, 13 known already")
      .answer(202, "4 new, 0 known already");
  const auto report = waiting.push();
  REQUIRE(report.ok());
  CHECK(report->samples == 30);
  CHECK(waiting.client.requests().size() == 3);
  for (const auto& request : waiting.client.requests()) CHECK(request.body.size() <= 128 << 10);
}

TEST_CASE("what does not get through stays") {
  struct Row {
    const char* that;
    Result<HttpResponse> answer;
    ErrorKind kind;
    const char* message;
  };
  for (const auto& row : {
           Row{"nobody there", Error{ErrorKind::io, "refused"}, ErrorKind::io, "refused"},
           Row{"an answer that was lost", Error{ErrorKind::unknown_outcome, "lost"},
               ErrorKind::unknown_outcome, "lost"},
           Row{"muster is not well", HttpResponse{500, {}, "oops"}, ErrorKind::io, "500: \"oops\""},
           Row{"too many requests", HttpResponse{429, {}, ""}, ErrorKind::io, "429"},
           Row{"the token is refused", HttpResponse{401, {}, "no\n"}, ErrorKind::denied, "401"},
           Row{"sent elsewhere", HttpResponse{302, {{"Location", "https://portal"}}, ""}, ErrorKind::io,
               "302"},
           Row{"a page of another server", HttpResponse{200, {}, "<html>Welcome to nginx!</html>"},
               ErrorKind::io, "is not a receipt of muster (it contains \"<html>Welcome to nginx!</html>\")"},
           Row{"nothing, but with success", HttpResponse{204, {}, ""}, ErrorKind::io, "it contains nothing"},
           Row{"accepted by somebody", HttpResponse{202, {}, "{\"status\":\"ok\"}"}, ErrorKind::io,
               "is not a receipt"},
           Row{"a receipt for other readings", HttpResponse{202, {}, "2 new, 0 known already\n"},
               ErrorKind::io, "is not a receipt"},
           Row{"a receipt of an earlier push", HttpResponse{202, {}, "50 new, 0 known already\n"},
               ErrorKind::io, "is not a receipt"},
           Row{"muster's words within a page", HttpResponse{200, {}, "<p>3 new, 0 known already"},
               ErrorKind::io, "is not a receipt"},
           Row{"a receipt that goes on with something else",
               HttpResponse{202, {}, "3 new, 0 known already, 1 kept"}, ErrorKind::io, "is not a receipt"},
           Row{"an answer that moves the cursor", HttpResponse{502, {}, "\x1b]0;x\x07"}, ErrorKind::io,
               "502: \"?]0;x?\""},
       }) {
    DYNAMIC_SECTION(row.that) {
      Waiting waiting(3);
      waiting.client.answer(row.answer);
      const auto report = waiting.push();
      REQUIRE_FALSE(report.ok());
      INFO(report.error().what);
      CHECK(report.error().kind == row.kind);
      CHECK(report.error().what.find(row.message) != std::string::npos);
      CHECK(report.error().what.find("canary") == std::string::npos);
      CHECK(waiting.left() == 3);
    }
  }
}

TEST_CASE("a receipt counts although a proxy changed what is around it") {
  Waiting waiting(3);
  waiting.client.answer(200, "3 new, 0 known already\r\n<!-- cached by nobody -->");
  REQUIRE(waiting.push().ok());
  CHECK(waiting.left() == 0);
}

TEST_CASE("what muster says that it will never take is thrown away, and counted") {
  Waiting waiting(3);
  SECTION("part of it") {
    waiting.client.answer(202, "2 new, 0 known already, 1 refused\nwhy\n");
  }
  SECTION("all of it") {
    waiting.client.answer(400, "0 new, 0 known already, 3 refused\nwhy\n");
  }
  const auto report = waiting.push();
  REQUIRE(report.ok());
  CHECK(report->refused > 0);
  CHECK(waiting.left() == 0);
}

TEST_CASE("what is ahead of muster's clock waits, and all good ones beside it are delivered") {
  Waiting waiting(3);
  SECTION("muster says up to when it took them") {
    waiting.client.answer(202,
                          "2 new, 0 known already, 1 later than " + format_instant(kNow + 45s) + "\nwhy\n");
    const auto report = waiting.push();
    REQUIRE(report.ok());
    CHECK(*report == PushReport{.samples = 2, .waiting = 1});
    CHECK(waiting.spool->waiting() ==
          std::vector<std::string>{fmt::format("{:015}.ndjson", (kNow + 60s).time_since_epoch().count())});
    waiting.client.answer(202, "1 new, 0 known already\n");
    CHECK(waiting.push()->samples == 1);
    CHECK(waiting.left() == 0);
  }
  SECTION("all of it is ahead") {
    waiting.client.answer(202, "0 new, 0 known already, 3 later than " + format_instant(kNow - 1s));
    const auto report = waiting.push();
    REQUIRE(report.ok());
    CHECK(report->waiting == 3);
    CHECK(waiting.left() == 3);
  }
}

TEST_CASE("one sample that is refused without a receipt does not keep the rest from being heard") {
  Waiting waiting(8, 1000);
  // Something between refuses every push that holds the sample "d".
  const int status = GENERATE(400, 413, 422);
  ScriptedHttpClient client([&](const HttpRequest& request) {
    if (request.body.find('d') != std::string::npos) return HttpResponse{status, {}, "<html>no</html>"};
    return HttpResponse{202, {}, fmt::format("{} new, 0 known already\n", request.body.size() / 1000)};
  });
  const auto report = deliver(*waiting.spool, waiting.delivery, client);
  REQUIRE(report.ok());
  CHECK(*report == PushReport{.samples = 7, .waiting = 1});
  CHECK(waiting.left() == 1);
}

TEST_CASE("where everything is refused without a receipt, everything stays and little is asked") {
  Waiting waiting(100, 1000);
  ScriptedHttpClient client([&](const HttpRequest&) { return HttpResponse{400, {}, "<html>"}; });
  const auto report = deliver(*waiting.spool, waiting.delivery, client);
  REQUIRE_FALSE(report.ok());
  CHECK(report.error().what == "muster answered 400: \"<html>\"");
  CHECK(waiting.left() == 100);
  CHECK(client.requests().size() <= 24);
}

TEST_CASE("what the spool could not take goes out last") {
  Waiting waiting(1);
  waiting.delivery.given = "x\ny\n";
  SECTION("and muster has it") {
    waiting.client.answer(202, "1 new, 0 known already").answer(202, "2 new, 0 known already");
    const auto report = waiting.push();
    REQUIRE(report.ok());
    CHECK(*report == PushReport{.samples = 1, .given = true});
    CHECK(waiting.client.requests()[1].body == "x\ny\n");
  }
  SECTION("or somebody else answers") {
    waiting.client.answer(202, "1 new, 0 known already").answer(200, "hello");
    CHECK_FALSE(waiting.push().ok());
  }
}

TEST_CASE("files without a text, as a power cut leaves them, are cleared away") {
  Waiting waiting(1);
  REQUIRE(waiting.spool->add(kNow + 1h, "").ok());
  REQUIRE(waiting.spool->add(kNow + 2h, "no end").ok());
  REQUIRE(waiting.spool->add(kNow + 3h, "z\n").ok());
  waiting.client.answer(202, "3 new, 0 known already");
  REQUIRE(waiting.push().ok());
  CHECK(waiting.client.requests()[0].body == "aaaaaaaaa\nno end\nz\n");
  CHECK(waiting.left() == 0);
}

TEST_CASE("the report of a push reads back") {
  const PushReport report{.samples = 12, .refused = 3, .waiting = 1, .given = true};
  CHECK(to_string(report) == "delivered 12, refused 3, waiting 1, given 1");
  CHECK(report_in(to_string(report) + "\n") == report);
  CHECK_FALSE(report_in(""));
  CHECK_FALSE(report_in("delivered 12"));
}

TEST_CASE("whoever answers a push does not get the token into a message, whatever it looks like") {
  for (const auto* token : {"mnt_canary", "a token/of another shape", "secret"}) {
    for (const int status : {200, 401, 400, 500}) {
      INFO(token << " " << status);
      Waiting waiting(1);
      waiting.delivery.token = Secret(std::string(token));
      waiting.client.answer(status, std::string("not with ") + token);
      const auto report = waiting.push();
      if (!report.ok())
        CHECK(report.error().what.find(std::string("not with ") + token) == std::string::npos);
    }
  }
}
