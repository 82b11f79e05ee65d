#include <catch2/catch.hpp>

#include <fmt/format.h>
#include <httplib.h>

#include <algorithm>
#include <chrono>
#include <mutex>
#include <thread>

#include "tests/support/git_folder.hpp"
#include "tests/support/workbench.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// As much of Prometheus as a review asks for: one machine, whose CPU is busy at the full hours' first half.
class FakePrometheus {
 public:
  FakePrometheus() {
    server_.Get("/api/v1/query_range", [this](const httplib::Request& in, httplib::Response& out) {
      const auto number = [&](const char* name) { return std::stod(in.get_param_value(name)); };
      const auto from = number("start"), to = number("end"), step = number("step");
      {
        const std::lock_guard lock(mutex_);
        longest_ = std::max(longest_, to - from);
        most_samples_ = std::max(most_samples_, (to - from) / step);
        earliest_ = std::min(earliest_, from);
      }
      answer(in, out, from, to, step);
    });
    server_.Get("/api/v1/query", [this](const httplib::Request& in, httplib::Response& out) {
      const auto at = std::stod(in.get_param_value("time"));
      answer(in, out, at, at, 30);
    });
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    while (!server_.is_running()) std::this_thread::yield();
  }
  ~FakePrometheus() {
    server_.stop();
    thread_.join();
  }
  std::string url() const { return fmt::format("http://127.0.0.1:{}", port_); }
  double longest() const { return read(longest_); }
  double most_samples() const { return read(most_samples_); }
  double earliest() const { return read(earliest_); }

 private:
  double read(const double& figure) const {
    const std::lock_guard lock(mutex_);
    return figure;
  }

  static void answer(const httplib::Request& in, httplib::Response& out, double from, double to,
                     double step) {
    const bool range = in.path.ends_with("query_range");
    const bool cpu = in.get_param_value("query").find("cpu") != std::string::npos;
    std::string values;
    for (auto at = from; at <= to; at += step) {
      const bool busy = cpu && static_cast<std::int64_t>(at) % 3600 < 1800;
      values += fmt::format("{}[{:.3f},\"{}\"]", values.empty() ? "" : ",", at, busy ? 72 : 30);
    }
    out.set_content(
        fmt::format("{{\"status\":\"success\",\"data\":{{\"resultType\":\"{}\",\"result\":[{{\"metric\":{{"
                    "\"instance\":\"worker/1\"}},\"{}\":{}}}]}}}}",
                    range ? "matrix" : "vector", range ? "values" : "value",
                    range ? "[" + values + "]" : values),
        "application/json");
  }

  httplib::Server server_;
  int port_ = 0;
  std::thread thread_;
  mutable std::mutex mutex_;
  double longest_ = 0;
  double most_samples_ = 0;
  double earliest_ = 1e18;
};

}  // namespace

TEST_CASE("the days come from Prometheus, day by day, and it is never asked for more than it answers") {
  FakePrometheus prometheus;
  const Workbench bench;
  bench.copy_reference_fleet();
  bench.replace(
      "desired-state/fleet.yaml",
      "    - from: digitalocean       # The cloud's own monitoring: cpu, memory and disk, once a minute.",
      fmt::format("    - from: prometheus\n      url: {}\n    - from: host\n      machine: worker/1",
                  prometheus.url()));
  git_init(bench.folder().string());
  git_commit_all(bench.folder().string(), "the fleet");
  REQUIRE(bench.sandbox({"apply", "--auto-approve"}).code == 0);
  bench.replace("desired-state/policies/overload.yaml", "above: 80%", "above: 65%");
  const auto ran = bench.sandbox({"plan", "--against", "main", "--over", "3d", "--every", "15m"});
  INFO(ran.out << ran.err);
  REQUIRE(ran.code == 0);
  CHECK_THAT(ran.out, Catch::Contains("The last 3d, evaluated every 15m") &&
                          Catch::Contains("They first differ at") && Catch::Contains("resize machine") &&
                          Catch::Contains("readings from host have no history"));
  CHECK(prometheus.longest() <= 24 * 3600);
  CHECK(prometheus.most_samples() <= 11'000);
  const auto now = std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
  CHECK(prometheus.earliest() < now - 3 * 24 * 3600);
}
