#include <httplib.h>

#include <catch2/catch.hpp>
#include <thread>

#include "tests/support/cloud_process.hpp"
#include "tests/support/workbench.hpp"

using namespace muster;

namespace {

/// A tunnel on this machine to a cloud that bills: all is passed on but what only the sandbox knows.
class Tunnel {
 public:
  explicit Tunnel(const std::string& to) : cloud_(to) {
    const auto pass = [this](const httplib::Request& request, httplib::Response& response) {
      if (request.path.starts_with("/sandbox")) {
        response.status = 404;
        return;
      }
      httplib::Client client(cloud_);
      httplib::Request on;
      on.method = request.method;
      on.path = request.target;
      on.body = request.body;
      for (const auto* header : {"Authorization", "Content-Type"})
        if (request.has_header(header)) on.set_header(header, request.get_header_value(header));
      const auto answer = client.send(on);
      response.status = answer ? answer->status : 502;
      if (answer) response.set_content(answer->body, "application/json");
    };
    server_.Get(".*", pass).Post(".*", pass).Put(".*", pass).Delete(".*", pass);
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
  }
  Tunnel(const Tunnel&) = delete;
  Tunnel& operator=(const Tunnel&) = delete;
  ~Tunnel() {
    server_.stop();
    thread_.join();
  }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

 private:
  std::string cloud_;
  httplib::Server server_;
  int port_ = 0;
  std::thread thread_;
};

}  // namespace

TEST_CASE("an address on this machine is no practice: the cloud itself says that nothing bills") {
  const CloudProcess cloud({"--speed", "2000"});
  const Tunnel tunnel(cloud.url());
  const Workbench bench;
  bench.copy_reference_fleet();
  bench.write("fifty.ndjson",
              R"({"at":"2026-11-02T09:00:00Z","subject":"fleet","metric":"agents","value":50})");
  auto environment = cloud.environment();
  environment["DIGITALOCEAN_API_URL"] = tunnel.url();
  const std::vector<std::string> apply = {"apply", "--readings", "fifty.ndjson", "--auto-approve"};

  const auto billed = bench.muster(apply, environment);
  INFO(billed.out << billed.err);
  CHECK(billed.code == 3);
  CHECK_THAT(billed.err, Catch::Contains("approval needed"));
  const auto loop = bench.muster({"reconcile", "--once", "--auto-approve"}, environment);
  CHECK_THAT(loop.err, Catch::Contains("--auto-approve is for the sandbox"));

  const auto practice = bench.muster(apply, cloud.environment());
  INFO(practice.out << practice.err);
  CHECK(practice.code == 0);
}
