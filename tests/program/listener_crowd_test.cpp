#include <signal.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "tests/program/crowd.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/workbench.hpp"

using namespace muster;

namespace {

using Ticks = std::chrono::steady_clock;

const char* kReadings = R"({"at":"2026-11-23T20:00:00Z","subject":"fleet","metric":"agents","value":3})";

bool is_long() {
  return std::getenv("MUSTER_LONG_TESTS") != nullptr;
}

std::string url_in(const std::string& text) {
  const auto begin = text.rfind("http://");
  return text.substr(begin, text.find_first_of("\r\n ", begin) - begin);
}

std::string get(const std::string& url, const std::string& path) {
  const RawClient client(url);
  client.send("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  return client.read_all();
}

int rounds_at(const std::string& url) {
  const auto answer = get(url, "/status");
  const auto found = answer.find("\"round\":");
  return found == std::string::npos ? 0 : std::atoi(answer.c_str() + found + 8);
}

/// Of a process, in MiB: what it has, and the most it had.
struct Memory {
  long now = 0;
  long most = 0;
};
Memory memory_of(pid_t process) {
  std::ifstream status("/proc/" + std::to_string(process) + "/status");
  Memory memory;
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) memory.now = std::atol(line.c_str() + 6) / 1024;
    if (line.starts_with("VmHWM:")) memory.most = std::atol(line.c_str() + 6) / 1024;
  }
  return memory;
}

double percentile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

/// A loop with a listener and an inbox, both with a crowd before them.
struct Siege {
  explicit Siege(std::size_t size) {
    bench.copy_reference_fleet();
    bench.write("readings.ndjson", kReadings);
    child = bench.start(
        {"--sandbox", "--sandbox-speed", "600", "reconcile", "--interval", "1s", "--listen", "127.0.0.1:0"},
        {});
    REQUIRE(bench.await(child, "Listening on http://127.0.0.1:"));
    url = url_in(bench.read(".err"));
    REQUIRE(eventually([&] { return rounds_at(url) > 0; }));
    before = memory_of(child);
    crowd = std::make_unique<Crowd>(url, size);
  }

  Workbench bench;
  pid_t child = 0;
  std::string url;
  Memory before;
  std::unique_ptr<Crowd> crowd;
};

}  // namespace

TEST_CASE(
    "beside a crowd of clients that never come to an end, rounds go on, probes are answered, SIGTERM ends "
    "it") {
  Siege siege(is_long() ? 500 : 200);
  REQUIRE(eventually([&] { return siege.crowd->connections() >= 200; }));
  const auto length = is_long() ? std::chrono::seconds(300) : std::chrono::seconds(3);
  const auto first = rounds_at(siege.url);
  const auto began = Ticks::now();
  std::vector<double> probes;
  while (Ticks::now() - began < length) {
    const auto asked = Ticks::now();
    const auto answer = get(siege.url, "/healthz");
    probes.push_back(std::chrono::duration<double, std::milli>(Ticks::now() - asked).count());
    CHECK(status_of(answer) == 200);
    ::poll(nullptr, 0, 50);
  }
  const auto took = std::chrono::duration<double>(Ticks::now() - began).count();
  const auto rounds = rounds_at(siege.url) - first;
  const auto memory = memory_of(siege.child);
  REQUIRE(::kill(siege.child, SIGTERM) == 0);
  const auto told = Ticks::now();
  const auto ran = siege.bench.finish(siege.child);
  const auto ended = std::chrono::duration<double>(Ticks::now() - told).count();
  if (is_long()) {
    std::cout << fmt::format(
        "{} connections, {} shut out, {} MiB sent in {:.0f} s; rounds {} at 1 s; /healthz {} times, p50 "
        "{:.1f} ms, "
        "p99 {:.1f} ms, longest {:.1f} ms; memory {} MiB before, {} after, at most {}; ended {:.1f} s after "
        "SIGTERM\n",
        siege.crowd->connections(), siege.crowd->shut_out(), siege.crowd->bytes() >> 20, took, rounds,
        probes.size(), percentile(probes, 0.5), percentile(probes, 0.99), percentile(probes, 1.0),
        siege.before.now, memory.now, memory.most, ended);
  }
  CHECK(ran.code == 0);
  CHECK(rounds >= static_cast<int>(took / 3));
  CHECK(memory.most - siege.before.most < 20);
  CHECK(ended < 20);
}
