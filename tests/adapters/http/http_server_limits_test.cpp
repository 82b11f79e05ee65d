#include <catch2/catch.hpp>

#include "reconciler/adapters/http/http_server.hpp"
#include "tests/support/raw_client.hpp"

using namespace muster;

namespace {

const std::string kPostHead = "POST /in HTTP/1.1\r\nHost: x\r\nToken: good\r\n";

HttpResponse told_size(const HttpRequest& request) {
  return {200, {}, request.method + " " + request.url + " " + std::to_string(request.body.size())};
}

/// Whoever has no token is refused before the body.
std::optional<HttpResponse> admit(const HttpRequest& head) {
  if (head.url == "/healthz") return HttpResponse{200, {}, "ok"};
  if (header_of(head.headers, "Token") != "good") return HttpResponse{401, {}, "no"};
  return std::nullopt;
}

std::string chunk(std::size_t size) {
  return fmt::format("{:x}\r\n{}\r\n", size, std::string(size, 'A'));
}

std::string headers(int count) {
  std::string all;
  for (int i = 0; i < count; ++i) all += "h: v\r\n";
  return all;
}

std::unique_ptr<HttpServer> serve() {
  auto server =
      HttpServer::start({.largest_head = 2000, .most_headers = 20, .largest_body = 1000}, told_size, admit);
  REQUIRE(server.ok());
  return *std::move(server);
}

}  // namespace

TEST_CASE("each way to say too much, or nonsense, has its own answer, and the connection ends") {
  struct Row {
    const char* message;
    std::string sent;
    int status;
  };
  const std::string anybody = "POST /in HTTP/1.1\r\nHost: x\r\n";
  const Row rows[] = {
      {"a body at the limit",
       kPostHead + "Connection: close\r\nContent-Length: 1000\r\n\r\n" + std::string(1000, 'A'), 200},
      {"a body above it by its length, none of it sent", kPostHead + "Content-Length: 1001\r\n\r\n", 413},
      {"chunks at the limit",
       kPostHead + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk(500) + chunk(500) +
           "0\r\n\r\n",
       200},
      {"chunks above it, which go on",
       kPostHead + "Transfer-Encoding: chunked\r\n\r\n" + chunk(500) + chunk(501), 413},
      {"one chunk that says it is endless",
       kPostHead + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffff\r\nAAAA", 413},
      {"a size of a chunk without an end",
       kPostHead + "Transfer-Encoding: chunked\r\n\r\n1;" + std::string(20'000, 'x'), 431},
      {"trailers without an end",
       kPostHead + "Transfer-Encoding: chunked\r\n\r\n0\r\n" + std::string(20'000, 'x'), 431},
      {"a length above what a number holds", kPostHead + "Content-Length: 99999999999999999999999\r\n\r\n",
       400},
      {"a length below zero", kPostHead + "Content-Length: -1\r\n\r\n", 400},
      {"two lengths that differ", kPostHead + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nAA", 400},
      {"a length and chunks", kPostHead + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
       400},
      {"an encoding nobody knows", kPostHead + "Transfer-Encoding: gzip\r\n\r\n", 501},
      {"an encoding within chunks", kPostHead + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501},
      {"a header without an end", kPostHead + "X: " + std::string(5000, 'x'), 431},
      {"a request line without an end", "GET /" + std::string(5000, 'x'), 431},
      {"headers without an end", kPostHead + headers(1000), 431},
      {"more headers than any client sends", kPostHead + headers(30) + "\r\n", 431},
      {"bytes that are no HTTP", "\x16\x03\x01\x02\x00\x01\r\n\r\n", 400},
      {"a line break within a header", kPostHead + "X: a\r\n\x01: b\r\n\r\n", 400},
      {"no host", "GET /in HTTP/1.1\r\nToken: good\r\n\r\n", 400},
      {"half a request, and then nothing more", kPostHead, 400},
      {"half a body, and then nothing more", kPostHead + "Content-Length: 10\r\n\r\nAAAA", 400},
      {"nobody's large body", anybody + "Content-Length: 100000000\r\n\r\n" + std::string(5000, 'A'), 401},
      {"nobody's chunks", anybody + "Transfer-Encoding: chunked\r\n\r\n" + chunk(5000), 401},
      {"a probe with a body", "GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000\r\n\r\n", 200},
      {"nobody who would like to be asked first",
       anybody + "Expect: 100-continue\r\nContent-Length: 9\r\n\r\n", 401},
  };
  const auto server = serve();
  for (const auto& row : rows) {
    INFO(row.message);
    RawClient client(server->url());
    REQUIRE(client.connected());
    client.send(row.sent);
    client.finish();
    const auto answer = client.read_all();
    INFO(answer);
    CHECK(status_of(answer) == row.status);
    if (row.status != 200) CHECK(answer.find("Connection: close") != std::string::npos);
  }
}

TEST_CASE("somebody without a token is answered while the body has not even begun") {
  const auto server = serve();
  for (const char* framing : {"Content-Length: 900", "Transfer-Encoding: chunked"}) {
    INFO(framing);
    RawClient client(server->url());
    client.send("POST /in HTTP/1.1\r\nHost: x\r\n" + std::string(framing) + "\r\n\r\n");
    CHECK(status_of(client.read_all()) == 401);  // Nothing more was said, and nothing ended.
  }
}

TEST_CASE("a client that asks before it sends its body is told to go on") {
  const auto server = serve();
  RawClient client(server->url());
  client.send(kPostHead + "Expect: 100-continue\r\nContent-Length: 4\r\n\r\n");
  CHECK(status_of(client.read_until("\r\n\r\n")) == 100);
  client.send("AAAA");
  CHECK(client.read_until("/in 4").ends_with("POST /in 4"));
}

TEST_CASE("requests that are sent ahead are answered in order, each by its own rules") {
  const auto server = serve();
  RawClient client(server->url());
  const std::string body = kPostHead + "Content-Length: 3\r\n\r\nAAA";
  client.send(body + "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n" + body +
              "POST /in HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nAA" + body);
  const auto answers = client.read_all();
  const auto first = answers.find("POST /in 3");
  const auto probe = answers.find("ok", first);
  const auto second = answers.find("POST /in 3", probe);
  const auto refused = answers.find("HTTP/1.1 401", second);
  CHECK(first < probe);
  CHECK(probe < second);
  CHECK(second < refused);
  REQUIRE(refused != std::string::npos);
  CHECK(answers.find("HTTP/1.1", refused + 1) == std::string::npos);  // Its body was not taken for a request.
}

TEST_CASE("bodies that come at once share one limit, and what is over gives its share back") {
  auto server = HttpServer::start({.largest_body = 1000, .bodies_at_once = 1500}, told_size, admit);
  REQUIRE(server.ok());
  RawClient first((*server)->url());
  first.send(kPostHead + "Content-Length: 1000\r\nExpect: 100-continue\r\n\r\n");
  CHECK(status_of(first.read_until("\r\n\r\n")) == 100);
  RawClient second((*server)->url());
  second.send(kPostHead + "Content-Length: 1000\r\n\r\n");
  CHECK(status_of(second.read_all()) == 503);
  RawClient small((*server)->url());
  small.send(kPostHead + "Content-Length: 500\r\nConnection: close\r\n\r\n" + std::string(500, 'A'));
  CHECK(status_of(small.read_all()) == 200);
  first.send(std::string(1000, 'A'));
  CHECK(first.read_until("/in 1000").ends_with("1000"));
  RawClient third((*server)->url());
  third.send(kPostHead + "Content-Length: 1000\r\nConnection: close\r\n\r\n" + std::string(1000, 'A'));
  CHECK(status_of(third.read_all()) == 200);
}

TEST_CASE("HEAD is answered with the head alone, and the connection goes on") {
  const auto server = serve();
  RawClient client(server->url());
  client.send("HEAD /in HTTP/1.1\r\nHost: x\r\nToken: good\r\n\r\n");
  const auto head = client.read_until("\r\n\r\n");
  CHECK(head.find("Content-Length: 10\r\n") != std::string::npos);
  CHECK(head.ends_with("\r\n\r\n"));
  client.send("GET /b HTTP/1.1\r\nHost: x\r\nToken: good\r\nConnection: close\r\n\r\n");
  CHECK(client.read_all().ends_with("GET /b 0"));
}
