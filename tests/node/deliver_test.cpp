#include "reconciler/node/push/deliver.hpp"

#include <catch2/catch.hpp>

#include "tests/support/scripted_http_client.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace muster;
using namespace muster::node;

namespace {

const Instant kNow{std::chrono::hours(24 * 365 * 56)};

/// A spool with samples of so many bytes, and where they go.
struct Waiting {
  test::TemporaryFolder folder;
  Result<Spool> spool = Spool::open(folder.path("spool"), 1 << 20);
  Delivery delivery{"https://muster.example", "worker/1", Secret(std::string("mnt_canary"))};
  ScriptedHttpClient client;

  Waiting(int samples, std::size_t bytes = 10) {
    for (int i = 0; i < samples; ++i) {
      const std::string lines(bytes, static_cast<char>('a' + i % 26));
      REQUIRE(spool->add(kNow + i * 30s, lines).ok());
    }
  }
};

}  // namespace

TEST_CASE("what waits goes out in one request, oldest first, and is gone when muster has it") {
  Waiting waiting(3);
  waiting.client.answer(202, "3 new");
  const auto delivered = deliver(*waiting.spool, waiting.delivery, waiting.client);
  REQUIRE(delivered.ok());
  CHECK(delivered->samples == 3);
  CHECK(waiting.spool->waiting().empty());
  REQUIRE(waiting.client.requests().size() == 1);
  const auto& request = waiting.client.requests()[0];
  CHECK(request.method == "POST");
  CHECK(request.url == "https://muster.example/v1/readings");
  CHECK(request.body == "aaaaaaaaaabbbbbbbbbbcccccccccc");
  CHECK(header_of(request.headers, "Authorization") == "Bearer mnt_canary");
  CHECK(header_of(request.headers, "Muster-Machine") == "worker/1");
}

TEST_CASE("a day offline goes out in pieces") {
  Waiting waiting(30, 10'000);
  for (int i = 0; i < 5; ++i) waiting.client.answer(202, "");
  const auto delivered = deliver(*waiting.spool, waiting.delivery, waiting.client);
  REQUIRE(delivered.ok());
  CHECK(delivered->samples == 30);
  CHECK(waiting.client.requests().size() == 3);
  for (const auto& request : waiting.client.requests()) CHECK(request.body.size() <= 128 << 10);
}

TEST_CASE("what does not get through stays") {
  struct Row {
    const char* that;
    Result<HttpResponse> answer;
    ErrorKind kind;
  };
  for (const auto& row : {
           Row{"nobody there", Error{ErrorKind::io, "refused"}, ErrorKind::io},
           Row{"an answer that was lost", Error{ErrorKind::unknown_outcome, "lost"},
               ErrorKind::unknown_outcome},
           Row{"muster is not well", HttpResponse{500, {}, "oops"}, ErrorKind::io},
           Row{"too many requests", HttpResponse{429, {}, ""}, ErrorKind::io},
           Row{"the token is refused", HttpResponse{401, {}, "no\n"}, ErrorKind::denied},
       }) {
    DYNAMIC_SECTION(row.that) {
      Waiting waiting(3);
      waiting.client.answer(row.answer);
      const auto delivered = deliver(*waiting.spool, waiting.delivery, waiting.client);
      REQUIRE_FALSE(delivered.ok());
      CHECK(delivered.error().kind == row.kind);
      CHECK(delivered.error().what.find("canary") == std::string::npos);
      CHECK(waiting.spool->waiting().size() == 3);
    }
  }
}

TEST_CASE("what muster never takes does not keep the rest from being heard") {
  Waiting waiting(20, 10'000);
  waiting.client.answer(400, "nonsense").answer(202, "");
  const auto delivered = deliver(*waiting.spool, waiting.delivery, waiting.client);
  REQUIRE(delivered.ok());
  CHECK(delivered->refused == 13);
  CHECK(delivered->samples == 7);
  CHECK(waiting.spool->waiting().empty());
}
