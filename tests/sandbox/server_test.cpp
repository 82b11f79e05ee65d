#include <httplib.h>

#include <unistd.h>
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <thread>

#include "providers/sandbox/sandbox_server.hpp"
#include "providers/sandbox/serve/fault_plan.hpp"
#include "reconciler/adapters/http/http_date.hpp"
#include "tests/support/temporary_folder.hpp"

namespace muster {

namespace {

std::unique_ptr<SandboxServer> started(const SandboxOptions& options = {}) {
  auto server = SandboxServer::start(options);
  REQUIRE(server.ok());
  return std::move(*server);
}

httplib::Client client_of(const SandboxServer& server) {
  httplib::Client client("127.0.0.1", server.port());
  client.set_keep_alive(true);
  client.set_tcp_nodelay(true);
  client.set_default_headers({{"Authorization", "Bearer x"}});
  return client;
}

constexpr const char* order =
    R"({"name":"web-1","region":"nyc3","image":"debian-12-x64","size":"s-1vcpu-1gb","tags":["t"]})";

/// Bytes sent as they are, and what came back until the other end closed.
std::string exchange(int port, const std::string& bytes) {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  REQUIRE(connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  REQUIRE(send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size()));
  std::string answer;
  char piece[4096];
  for (ssize_t got = 0; (got = recv(socket, piece, sizeof piece, 0)) > 0;)
    answer.append(piece, static_cast<std::size_t>(got));
  close(socket);
  return answer;
}

}  // namespace

TEST_CASE("the server answers over HTTP with keep-alive") {
  const auto server = started();
  auto client = client_of(*server);
  const auto account = client.Get("/v2/account");
  REQUIRE(account);
  CHECK(account->status == 200);
  CHECK(account->get_header_value("content-type") == "application/json; charset=utf-8");
  CHECK(account->get_header_value("connection") == "keep-alive");
  const auto made = client.Post("/v2/droplets", order, "application/json");
  REQUIRE(made);
  CHECK(made->status == 202);
  const auto removed = client.Delete("/v2/droplets?tag_name=t");
  REQUIRE(removed);
  CHECK(removed->status == 204);
  CHECK(removed->body.empty());
  CHECK(server->url() == "http://127.0.0.1:" + std::to_string(server->port()));
}

TEST_CASE("requests of an unusual form") {
  const auto server = started();
  const std::string head = " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer x\r\nConnection: close\r\n";
  const std::string open = " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer x\r\n";
  struct Row {
    const char* that;
    std::string bytes;
    const char* begins;
  };
  const auto rows = {
      Row{"GET with a body, and another after it",
          "GET /v2/account" + open + "Content-Length: 4\r\n\r\nnull" + "GET /v2/nothing" + head + "\r\n",
          "HTTP/1.1 200 OK"},
      Row{"a body in chunks",
          "POST /v2/tags" + head +
              "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"nam\r\n7\r\ne\":\"x\"}\r\n0\r\n\r\n",
          "HTTP/1.1 201 Created"},
      Row{"a body that waits to be asked for",
          "POST /v2/tags" + head + "Expect: 100-continue\r\nContent-Length: 12\r\n\r\n{\"name\":\"x\"}",
          "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created"},
      Row{"an absolute target", "GET http://a/v2/account" + head + "\r\n", "HTTP/1.1 200 OK"},
      Row{"HTTP/1.0", "GET /v2/account HTTP/1.0\r\nAuthorization: Bearer x\r\n\r\n", "HTTP/1.1 200 OK"},
      Row{"no HTTP at all", "hello\r\n\r\n", "HTTP/1.1 400"},
      Row{"a length that is no number", "POST /v2/tags" + head + "Content-Length: ten\r\n\r\n",
          "HTTP/1.1 413"},
      Row{"a body too long", "POST /v2/tags" + head + "Content-Length: 99999999999\r\n\r\n", "HTTP/1.1 413"},
      Row{"a chunk too long", "POST /v2/tags" + head + "Transfer-Encoding: chunked\r\n\r\nfffffffff\r\n",
          "HTTP/1.1 413"},
      Row{"an endless head", "GET /" + std::string(70'000, 'x'), "HTTP/1.1 400"},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.that) {
      CHECK_THAT(exchange(server->port(), row.bytes), Catch::StartsWith(row.begins));
    }
  }
  SECTION("and then it still answers") {
    CHECK(client_of(*server).Get("/v2/account")->status == 200);
  }
}

TEST_CASE("many clients side by side lose nothing") {
  SandboxOptions options;
  options.rate_limits = false;
  const test::TemporaryFolder folder;
  options.state_file = folder.path() + "/cloud.json";
  const auto server = started(options);
  std::atomic<int> made{0};
  std::vector<std::thread> clients;
  for (int c = 0; c < 6; ++c)
    clients.emplace_back([&] {
      auto client = client_of(*server);
      for (int i = 0; i < 10; ++i) {
        const auto reply = client.Post("/v2/droplets", order, "application/json");
        if (reply && reply->status == 202) ++made;
        client.Get("/v2/droplets?per_page=200");
      }
    });
  for (auto& client : clients) client.join();
  CHECK(made == 60);
  CHECK_THAT(client_of(*server).Get("/sandbox/state")->body, Catch::Contains("\"droplets\":60"));
}

TEST_CASE("the cloud is kept in its file") {
  const test::TemporaryFolder folder;
  SandboxOptions options;
  options.state_file = folder.path() + "/deep/cloud.json";
  {
    const auto server = started(options);
    REQUIRE(client_of(*server).Post("/v2/droplets", order, "application/json")->status == 202);

    SECTION("which one server holds at a time") {
      const auto second = SandboxServer::start(options);
      REQUIRE_FALSE(second.ok());
      CHECK(second.error().kind == ErrorKind::io);
      CHECK_THAT(second.error().what, Catch::Contains("in use"));
    }
    SECTION("by the time it answered, not only at its end") {
      std::ifstream file(options.state_file);
      const std::string text((std::istreambuf_iterator<char>(file)), {});
      CHECK_THAT(text, Catch::Contains("\"web-1\""));
    }
  }
  const auto again = started(options);
  CHECK_THAT(client_of(*again).Get("/v2/droplets")->body, Catch::Contains("\"name\":\"web-1\""));
}

TEST_CASE("what a server cannot start with") {
  const test::TemporaryFolder folder;
  SandboxOptions options;
  SECTION("a port that is taken") {
    const auto first = started();
    options.port = first->port();
    CHECK(SandboxServer::start(options).error().kind == ErrorKind::io);
  }
  SECTION("no speed") {
    options.speed = 0;
    CHECK(SandboxServer::start(options).error().kind == ErrorKind::invalid);
  }
  SECTION("no requests at all") {
    options.requests_per_minute = 0;
    CHECK(SandboxServer::start(options).error().kind == ErrorKind::invalid);
  }
  SECTION("a state that is none") {
    options.state_file = folder.path() + "/cloud.json";
    std::ofstream(options.state_file) << "{\"version\":1";
    const auto server = SandboxServer::start(options);
    REQUIRE_FALSE(server.ok());
    CHECK_THAT(server.error().what, Catch::Contains(options.state_file));
  }
  SECTION("a folder that cannot be") {
    std::ofstream(folder.path() + "/file") << "x";
    options.state_file = folder.path() + "/file/cloud.json";
    CHECK(SandboxServer::start(options).error().kind == ErrorKind::io);
  }
}

TEST_CASE("stopping ends what is open") {
  const auto server = started();
  auto client = client_of(*server);
  REQUIRE(client.Get("/v2/account"));
  server->stop();
  server->stop();
  CHECK_FALSE(client.Get("/v2/account"));
}

namespace {

/// A POST goes wrong in the given way.
class EachPost : public sandbox::FaultPlan {
 public:
  sandbox::Fault fault{.name = "of the test"};

  sandbox::Fault fault_of(const sandbox::Request& request, Instant) override {
    return request.method == "POST" ? fault : sandbox::Fault{};
  }
};

}  // namespace

TEST_CASE("faults before and after the effect") {
  const auto plan = std::make_shared<EachPost>();
  SandboxOptions options;
  options.faults = plan;
  bool takes_effect = false;
  int status = 0;  // 0: the answer is lost.
  SECTION("refused") {
    plan->fault.injected = {sandbox::InjectedFault::Kind::refused, {}, 500, "Unexpected server-side error"};
    status = 500;
  }
  SECTION("reset before") {
    plan->fault.reset_before = true;
  }
  SECTION("done, and then an error") {
    plan->fault.error_after = 502;
    status = 502;
    takes_effect = true;
  }
  SECTION("done, and then a reset") {
    plan->fault.reset_after = true;
    takes_effect = true;
  }
  SECTION("done, and half an answer") {
    plan->fault.keep_percent = 50;
    takes_effect = true;
  }
  const auto server = started(options);
  const auto reply = client_of(*server).Post("/v2/droplets", order, "application/json");
  CHECK((reply ? reply->status : 0) == status);
  CHECK_THAT(client_of(*server).Get("/sandbox/state")->body,
             Catch::Contains(takes_effect ? "\"droplets\":1" : "\"droplets\":0"));
  CHECK_THAT(client_of(*server).Get("/sandbox/record")->body, Catch::Contains("\"of the test\":1"));
}

TEST_CASE("an answer is dated, and the date may be off") {
  const auto plan = std::make_shared<EachPost>();
  plan->fault.date_skew = -std::chrono::hours(24 * 400);
  SandboxOptions options;
  options.faults = plan;
  const auto server = started(options);
  const auto right = client_of(*server).Get("/v2/account")->get_header_value("date");
  const auto wrong = client_of(*server).Post("/v2/tags", R"({"name":"a"})", "application/json");
  const auto seen = parse_http_date(right);
  const auto skewed = parse_http_date(wrong->get_header_value("date"));
  REQUIRE(seen);
  REQUIRE(skewed);
  CHECK(std::chrono::round<std::chrono::days>(*seen - *skewed) == std::chrono::days(400));
}

TEST_CASE("a late answer is given up when the server stops") {
  const auto plan = std::make_shared<EachPost>();
  plan->fault.delay = std::chrono::hours(1);
  SandboxOptions options;
  options.faults = plan;
  const auto server = started(options);
  std::thread asking(
      [&] { static_cast<void>(client_of(*server).Post("/v2/tags", "{}", "application/json")); });
  while (client_of(*server).Get("/sandbox/record")->body.find("of the test") == std::string::npos)
    std::this_thread::yield();
  server->stop();
  asking.join();
  SUCCEED();
}

}  // namespace muster
