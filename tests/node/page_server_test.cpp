#include "reconciler/node/page_server.hpp"

#include <poll.h>

#include <catch2/catch.hpp>
#include <thread>

#include "tests/support/raw_client.hpp"

using namespace muster;
using namespace muster::node;

namespace {

const PageOptions kOptions{[] { return std::string("the page\n"); }, {"worker-1.example.com"}};

/// Serves on a thread of its own until it goes, as muster-node does between two samples.
class Serving {
 public:
  Serving() : server_(std::move(*PageServer::listen("127.0.0.1:0"))) {
    REQUIRE(::pipe(stop_) == 0);
    thread_ = std::thread([this] {
      while (true) {
        pollfd wanted[] = {{server_.descriptor(), POLLIN, 0}, {stop_[0], POLLIN, 0}};
        ::poll(wanted, 2, -1);
        if (wanted[1].revents != 0) return;
        server_.serve(kOptions);
      }
    });
  }
  Serving(const Serving&) = delete;
  Serving& operator=(const Serving&) = delete;
  ~Serving() {
    ::close(stop_[1]);
    thread_.join();
    ::close(stop_[0]);
  }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(server_.port()); }

 private:
  PageServer server_;
  int stop_[2] = {-1, -1};
  std::thread thread_;
};

std::string get(const std::string& path, const std::string& host = "127.0.0.1:9101") {
  return "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
}

}  // namespace

TEST_CASE("the page has an answer to each request, and each is the last of its connection") {
  struct Row {
    const char* message;
    std::string sent;
    int status;
  };
  const Row rows[] = {
      {"the page", get("/metrics"), 200},
      {"the page with a query", get("/metrics?x=1"), 200},
      {"a probe", get("/healthz"), 200},
      {"the list of pages", get("/"), 200},
      {"by a name that was allowed", get("/metrics", "worker-1.example.com:9101"), 200},
      {"HTTP/1.0 without a host", "GET /metrics HTTP/1.0\r\n\r\n", 200},
      {"another page", get("/other"), 404},
      {"a path that only begins so", get("/metricsx"), 404},
      {"a web page that calls itself so", get("/metrics", "evil.example"), 421},
      {"a post", "POST /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 999999\r\n\r\n", 405},
      {"a post of a web page", "POST /metrics HTTP/1.1\r\nHost: x\r\nOrigin: http://e.example\r\n\r\n", 403},
      {"no HTTP", "hello\r\n\r\n", 400},
      {"a request line without an end", "GET /" + std::string(20'000, 'x'), 431},
      {"headers without an end", "GET /metrics HTTP/1.1\r\n" + std::string(20'000, 'x'), 431},
      {"a body in chunks without an end",
       "POST /metrics HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + std::string(100'000, 'x'),
       405},
  };
  const Serving serving;
  for (const auto& row : rows) {
    INFO(row.message);
    RawClient client(serving.url());
    client.send(row.sent);
    CHECK(status_of(client.read_all()) == row.status);
  }
}

TEST_CASE("a request in pieces is one request, and one sent ahead is not answered") {
  const Serving serving;
  RawClient pieces(serving.url());
  for (const char c : get("/healthz")) pieces.send(std::string(1, c));
  CHECK(status_of(pieces.read_all()) == 200);
  RawClient ahead(serving.url());
  ahead.send(get("/healthz") + get("/metrics"));
  CHECK(ahead.read_all().find("the page") == std::string::npos);
}

TEST_CASE("any number of clients that say nothing, or half, keeps the page from nobody") {
  const Serving serving;
  for (const char* sent : {"", "GET /metrics HT", "GET /metrics HTTP/1.1\r\nX-Slow: "}) {
    INFO(sent);
    std::vector<RawClient> crowd;
    for (int i = 0; i < 100; ++i) {
      crowd.emplace_back(serving.url());
      crowd.back().send(sent);
    }
    RawClient scraper(serving.url());
    scraper.send(get("/metrics"));
    CHECK(scraper.read_all().ends_with("the page\n"));
  }
}

TEST_CASE("a client that does not come to an end is told so in time") {
  const Serving serving;
  RawClient half(serving.url());
  half.send("GET /metrics HTTP/1.1\r\n");
  CHECK(status_of(half.read_all()) == 408);
}
