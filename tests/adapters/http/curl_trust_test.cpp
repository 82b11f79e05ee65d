#include <httplib.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <mutex>

#include "reconciler/adapters/http/curl_client.hpp"
#include "tests/support/raw_server.hpp"

using namespace muster;

namespace {

/// Sets an environment variable until the end of the scope.
class Variable {
 public:
  Variable(const char* name, const std::string& value) : name_(name) {
    if (const auto* before = std::getenv(name)) before_ = before;
    ::setenv(name, value.c_str(), 1);
  }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;
  ~Variable() {
    if (before_)
      ::setenv(name_, before_->c_str(), 1);
    else
      ::unsetenv(name_);
  }

 private:
  const char* name_;
  std::optional<std::string> before_;
};

void answer_ok(int socket) {
  RawServer::read_until(socket, "\r\n\r\n");
  RawServer::write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
}

}  // namespace

TEST_CASE("a proxy of the environment is for other machines only") {
  std::mutex mutex;
  std::string asked;
  RawServer proxy([&](int socket, int) {
    const std::lock_guard lock(mutex);
    asked = RawServer::read_until(socket, "\r\n\r\n");
    RawServer::write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nby proxy");
  });
  RawServer here([](int socket, int) { answer_ok(socket); });
  const Variable proxied("http_proxy", proxy.url(""));
  const Variable all("all_proxy", proxy.url(""));
  const Variable nothing("no_proxy", "");
  CurlClient client;
  CHECK(send(client, {.url = here.url("/")})->body == "ok");
  CHECK(proxy.connections() == 0);
  const auto elsewhere = send(client, {.url = "http://api.invalid/v2"});
  REQUIRE(elsewhere.ok());
  CHECK(elsewhere->body == "by proxy");
  const std::lock_guard lock(mutex);
  CHECK(asked.rfind("GET http://api.invalid/v2 HTTP/1.1\r\n", 0) == 0);
}

TEST_CASE("a host that does not exist gets nothing") {
  CurlClient client;
  const Variable no_proxy("no_proxy", "*");
  const auto answer = send(client, {.method = "POST", .url = "http://no-such-host.invalid/", .body = "{}"});
  REQUIRE_FALSE(answer.ok());
  CHECK(answer.error().kind == ErrorKind::io);
}

TEST_CASE("nothing is sent to a server that does not speak TLS or cannot prove its name") {
  CurlClient client;
  SECTION("it does not speak TLS") {
    std::mutex mutex;
    std::string heard;
    RawServer server([&](int socket, int) {
      const std::lock_guard lock(mutex);
      heard = RawServer::read_until(socket, "\n");
      RawServer::write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    });
    auto url = server.url("/v2");
    url.insert(4, "s");
    const auto answer = send(
        client, {.method = "POST", .url = url, .headers = {{"Authorization", "Bearer t"}}, .timeout = 500ms});
    REQUIRE_FALSE(answer.ok());
    CHECK(answer.error().kind == ErrorKind::io);
    const std::lock_guard lock(mutex);
    CHECK(heard.find("Bearer") == std::string::npos);
  }
  SECTION("its certificate is its own") {
    const auto folder = std::filesystem::temp_directory_path() / ("muster-tls-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    const auto key = (folder / "key.pem").string();
    const auto certificate = (folder / "certificate.pem").string();
    const auto made = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -keyout " + key +
                      " -out " + certificate + " 2>/dev/null";
    if (std::system(made.c_str()) != 0) {
      std::cout << "skipped: no openssl program to make a certificate with\n";
      return;
    }
    httplib::SSLServer server(certificate.c_str(), key.c_str());
    std::atomic<bool> reached = false;
    server.Post("/v2", [&](const auto&, auto&) { reached = true; });
    const int port = server.bind_to_any_port("127.0.0.1");
    std::thread thread([&] { server.listen_after_bind(); });
    while (!server.is_running()) std::this_thread::yield();
    const auto answer =
        send(client, {.method = "POST", .url = "https://127.0.0.1:" + std::to_string(port) + "/v2"});
    server.stop();
    thread.join();
    std::filesystem::remove_all(folder);
    REQUIRE_FALSE(answer.ok());
    CHECK(answer.error().kind == ErrorKind::io);
    CHECK_FALSE(reached);
  }
}
