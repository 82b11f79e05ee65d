#include "reconciler/adapters/http/curl_client.hpp"

#include <httplib.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <mutex>
#include <set>

#include "tests/support/raw_server.hpp"

using namespace muster;

namespace {

/// An httplib server on a free loopback port.
class Server {
 public:
  Server() {
    server.set_tcp_nodelay(true);
    port_ = server.bind_to_any_port("127.0.0.1");
  }
  void run() {
    thread_ = std::thread([this] { server.listen_after_bind(); });
    while (!server.is_running()) std::this_thread::yield();
  }
  ~Server() {
    server.stop();
    thread_.join();
  }
  std::string url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
  }
  httplib::Server server;

 private:
  int port_ = 0;
  std::thread thread_;
};

const std::string kAnswerHead = "HTTP/1.1 200 OK\r\nContent-Length: ";

}  // namespace

TEST_CASE("a request arrives whole and its answer comes back whole") {
  Server server;
  std::mutex mutex;
  httplib::Request last;
  const auto seen_last = [&] {
    const std::lock_guard lock(mutex);
    return last;
  };
  const auto echo = [&](const httplib::Request& request, httplib::Response& response) {
    const std::lock_guard lock(mutex);
    last = request;
    response.status = 202;
    response.set_header("RateLimit-Remaining", "17");
    response.set_content("got " + request.body, "text/plain");
  };
  server.server.Get("/v2/a", echo);
  server.server.Post("/v2/a", echo);
  server.server.Put("/v2/a", echo);
  server.server.Delete("/v2/a", echo);
  server.run();
  CurlClient client;

  const auto posted =
      send(client, {.method = "POST",
                    .url = server.url("/v2/a?tag=x%3Ay"),
                    .headers = {{"Authorization", "Bearer t"}, {"Content-Type", "application/json"}},
                    .body = "{\"name\":\"w\"}"});
  REQUIRE(posted.ok());
  CHECK(posted->status == 202);
  CHECK(posted->header("ratelimit-remaining") == "17");
  CHECK(posted->body == "got {\"name\":\"w\"}");
  const auto seen = seen_last();
  CHECK(seen.get_header_value("Authorization") == "Bearer t");
  CHECK(seen.get_header_value("Content-Type") == "application/json");
  CHECK(seen.get_header_value("User-Agent").rfind("muster/", 0) == 0);
  CHECK(seen.get_param_value("tag") == "x:y");
  CHECK_FALSE(seen.has_header("Expect"));

  for (const std::string method : {"GET", "PUT", "DELETE", "POST"}) {
    const auto answer = send(client, {.method = method, .url = server.url("/v2/a")});
    REQUIRE(answer.ok());
    CHECK(answer->body == "got ");
    CHECK(seen_last().method == method);
    CHECK_FALSE(seen_last().has_header("Content-Type"));
  }
}

TEST_CASE("statuses are answers, redirects are not followed") {
  Server server;
  server.server.Get("/moved", [](const auto&, auto& response) { response.set_redirect("/elsewhere"); });
  server.run();
  CurlClient client;
  CHECK(send(client, {.url = server.url("/moved")})->status == 302);
  CHECK(send(client, {.url = server.url("/nowhere")})->status == 404);
}

TEST_CASE("many requests share few connections and keep their order") {
  Server server;
  std::mutex mutex;
  std::set<int> peers;
  server.server.Get(R"(/item/(\d+))", [&](const httplib::Request& request, httplib::Response& response) {
    const std::lock_guard lock(mutex);
    peers.insert(request.remote_port);
    response.set_content(request.matches[1].str(), "text/plain");
  });
  server.server.set_keep_alive_max_count(1000);
  server.run();
  CurlClient client(CurlOptions{.connections_per_host = 3});
  std::vector<HttpRequest> requests;
  for (int i = 0; i < 200; ++i) requests.push_back({.url = server.url("/item/" + std::to_string(i))});
  const auto answers = send_all(client, requests);
  REQUIRE(answers.size() == 200);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    REQUIRE(answers[i].ok());
    CHECK(answers[i]->body == std::to_string(i));
  }
  const std::lock_guard lock(mutex);
  CHECK(peers.size() <= 3);
}

TEST_CASE("what failed tells whether it may have been done") {
  struct Row {
    const char* that;
    const char* method;
    RawServer::Conversation conversation;
    ErrorKind expected;
  };
  const auto hang_up = [](int socket, int) { RawServer::read_until(socket, "\r\n\r\n"); };
  const auto say_nothing = [](int socket, int) {
    RawServer::read_until(socket, "\r\n\r\n");
    RawServer::read_until(socket, "never");  // Ends when the client gives up.
  };
  const auto cut_short = [](int socket, int) {
    RawServer::read_until(socket, "\r\n\r\n");
    RawServer::write(socket, kAnswerHead + "100\r\n\r\nonly this");
  };
  const auto talk_nonsense = [](int socket, int) {
    RawServer::read_until(socket, "\r\n\r\n");
    RawServer::write(socket, "220 mail.example ESMTP\r\n");
  };
  const auto too_much = [](int socket, int) {
    RawServer::read_until(socket, "\r\n\r\n");
    RawServer::write(socket, kAnswerHead + "2000\r\n\r\n" + std::string(2000, 'x'));
  };
  for (const auto& row : {
           Row{"a GET whose connection ends", "GET", hang_up, ErrorKind::io},
           Row{"a POST whose connection ends", "POST", hang_up, ErrorKind::unknown_outcome},
           Row{"a DELETE whose connection ends", "DELETE", hang_up, ErrorKind::unknown_outcome},
           Row{"a GET that gets no answer", "GET", say_nothing, ErrorKind::timeout},
           Row{"a POST that gets no answer", "POST", say_nothing, ErrorKind::unknown_outcome},
           Row{"a GET with half an answer", "GET", cut_short, ErrorKind::io},
           Row{"a PUT with half an answer", "PUT", cut_short, ErrorKind::unknown_outcome},
           Row{"a GET answered in another protocol", "GET", talk_nonsense, ErrorKind::io},
           Row{"a POST answered in another protocol", "POST", talk_nonsense, ErrorKind::unknown_outcome},
           Row{"a GET with more than may be kept", "GET", too_much, ErrorKind::io},
           Row{"a POST with more than may be kept", "POST", too_much, ErrorKind::unknown_outcome},
       }) {
    DYNAMIC_SECTION(row.that) {
      RawServer server(row.conversation);
      CurlClient client(CurlOptions{.largest_response = 1000});
      const auto answer = send(client, {.method = row.method,
                                        .url = server.url("/v2/droplets?token=secret"),
                                        .headers = {{"Authorization", "Bearer secret"}},
                                        .timeout = 200ms});
      REQUIRE_FALSE(answer.ok());
      CHECK(answer.error().kind == row.expected);
      CHECK(answer.error().what.find("/v2/droplets") != std::string::npos);
      CHECK(answer.error().what.find("secret") == std::string::npos);
      CHECK(server.connections() == 1);
    }
  }
}

TEST_CASE("nothing is sent to where nobody listens, whatever the method") {
  std::string url;
  {
    url = RawServer([](int, int) {}).url("/");
  }  // Its port is free again.
  CurlClient client;
  for (const char* method : {"GET", "POST", "DELETE"}) {
    const auto answer = send(client, {.method = method, .url = url});
    REQUIRE_FALSE(answer.ok());
    CHECK(answer.error().kind == ErrorKind::io);
  }
}

TEST_CASE("a change is never sent twice over a kept connection that died") {
  for (const std::string method : {"POST", "DELETE", "GET"}) {
    DYNAMIC_SECTION(method) {
      std::atomic<int> requests = 0;
      RawServer server([&](int socket, int) {
        if (RawServer::read_until(socket, "\r\n\r\n").empty()) return;
        ++requests;
        RawServer::write(socket, kAnswerHead + "2\r\n\r\nok");
        // The second request on this connection is read and never answered: it may have been done.
        if (!RawServer::read_until(socket, "\r\n\r\n").empty()) ++requests;
      });
      CurlClient client;
      REQUIRE(send(client, {.url = server.url("/first")}).ok());
      const auto second = send(client, {.method = method, .url = server.url("/second")});
      if (method == "GET") {
        CHECK(second.ok());  // libcurl asked again on a new connection: harmless.
      } else {
        REQUIRE_FALSE(second.ok());
        CHECK(second.error().kind == ErrorKind::unknown_outcome);
        CHECK(requests == 2);
      }
    }
  }
}

TEST_CASE("requests that cannot be sent are refused before a connection is made") {
  RawServer server([](int, int) {});
  CurlClient client;
  struct Row {
    const char* that;
    HttpRequest request;
  };
  for (const auto& row : {
           Row{"another scheme", {.url = "file:///etc/passwd"}},
           Row{"no scheme", {.url = "api.example/v2"}},
           Row{"no host", {.url = "http:///v2"}},
           Row{"a line break in the address", {.url = server.url("/a\r\nX: y")}},
           Row{"a line break in a header", {.url = server.url("/"), .headers = {{"A", "b\r\nX: y"}}}},
           Row{"a header without a name", {.url = server.url("/"), .headers = {{"", "b"}}}},
           Row{"a method of two words", {.method = "GET /x", .url = server.url("/")}},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto answer = send(client, row.request);
      REQUIRE_FALSE(answer.ok());
      CHECK(answer.error().kind == ErrorKind::invalid);
      CHECK(server.connections() == 0);
    }
  }
}

TEST_CASE("waiting ends at its time and at once when nothing is under way") {
  RawServer server([](int socket, int) { RawServer::read_until(socket, "never"); });
  CurlClient client;
  CHECK(client.wait(1h).empty());
  client.start(3, {.url = server.url("/"), .timeout = 100ms});
  CHECK(client.wait(1ms).empty());
  const auto done = client.wait(1h);
  REQUIRE(done.size() == 1);
  CHECK(done[0].ticket == 3);
  CHECK(done[0].response.error().kind == ErrorKind::timeout);
}

TEST_CASE("a client that goes away takes its requests with it") {
  RawServer server([](int socket, int) { RawServer::read_until(socket, "never"); });
  CurlClient client(CurlOptions{.connections_per_host = 1});
  client.start(1, {.url = server.url("/")});
  client.start(2, {.url = server.url("/")});
  CHECK(client.wait(1ms).empty());
}

TEST_CASE("what is held back at the last moment was not sent; what only reads is not asked about") {
  Server server;
  std::atomic<int> posts = 0;
  server.server.Post("/v2/a", [&](const httplib::Request&, httplib::Response&) { ++posts; });
  server.server.Get("/v2/a", [](const httplib::Request&, httplib::Response&) {});
  server.run();
  bool hold = true;
  int asked = 0;
  CurlOptions options;
  options.apply_limits = [&]() -> std::optional<Error> {
    ++asked;
    return hold ? std::optional(Error{ErrorKind::io, "not now"}) : std::nullopt;
  };
  CurlClient client(options);

  CHECK(send(client, {"GET", server.url("/v2/a")}).ok());
  CHECK(asked == 0);
  const auto held = send(client, {"POST", server.url("/v2/a")});
  REQUIRE_FALSE(held.ok());
  CHECK(held.error().kind == ErrorKind::io);
  CHECK_THAT(held.error().what, Catch::Contains("not now (nothing was sent)"));
  CHECK(posts == 0);

  hold = false;
  CHECK(send(client, {"POST", server.url("/v2/a")}).ok());
  CHECK(posts == 1);
  // A kept connection makes no difference.
  hold = true;
  CHECK_FALSE(send(client, {"POST", server.url("/v2/a")}).ok());
  CHECK(posts == 1);
  CHECK(asked == 3);
}
