#include <fmt/format.h>
#include <httplib.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <mutex>
#include <thread>

#include "tests/support/cloud_process.hpp"
#include "tests/support/workbench.hpp"

using namespace muster;

namespace {

std::vector<std::string> loop(std::vector<std::string> more = {}) {
  std::vector<std::string> words = {"--sandbox", "--sandbox-speed", "600", "reconcile"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

int rounds_in(const std::string& output) {
  const std::string head = "\"type\":\"round\"";
  int rounds = 0;
  for (auto at = output.find(head); at != std::string::npos; at = output.find(head, at + 1)) ++rounds;
  return rounds;
}

}  // namespace

TEST_CASE("one round grows an empty fleet to its minimum, and a second one finds nothing to do") {
  const Workbench bench;
  bench.copy_reference_fleet();
  const auto first = bench.muster(loop({"--once"}));
  INFO(first.out << first.err);
  CHECK(first.code == 0);
  CHECK(first.out.find("applying plan") != std::string::npos);
  CHECK(first.out.find("ready: the fleet matches its policies") != std::string::npos);
  const auto second = bench.muster(loop({"--once"}));
  CHECK(second.code == 0);
  CHECK(second.out.find("applying") == std::string::npos);
  CHECK(bench.sandbox({"status"}).out.find("worker/1") != std::string::npos);
}

TEST_CASE("the loop wakes on SIGHUP, ends on SIGTERM, and gives the lease back") {
  const Workbench bench;
  bench.copy_reference_fleet();
  const auto child = bench.start(loop({"--interval", "1h", "--json", "--listen", "127.0.0.1:0"}), {});
  // The minimum is made before the first hour is over: the end of an apply calls for a look.
  REQUIRE(bench.await_output(child, "\"ready\":true"));
  const int last = rounds_in(bench.read(".out"));
  CHECK(::kill(child, SIGHUP) == 0);
  CHECK(bench.await_output(child, fmt::format("\"type\":\"round\",\"round\":{},", last + 1)));
  CHECK(::kill(child, SIGTERM) == 0);
  const auto ran = bench.finish(child);
  INFO(ran.out << ran.err);
  CHECK(ran.code == 0);
  CHECK(ran.out.find(" ended: ") != std::string::npos);
  CHECK(bench.sandbox({"status"}).out.find("held by") == std::string::npos);
}

TEST_CASE("what is wrong in the files is told before anything is touched") {
  const Workbench bench;
  bench.copy_reference_fleet();
  bench.replace("desired-state/fleet.yaml", "provider: digitalocean", "provider: digitalozean");
  const auto ran = bench.muster(loop({"--once"}));
  CHECK(ran.code == 1);
  CHECK(ran.err.find("fleet.yaml:8:") != std::string::npos);
}

TEST_CASE("an address of a repository with a password in it is refused, and not repeated") {
  const Workbench bench;
  bench.copy_reference_fleet();
  const auto ran = bench.muster(loop({"--once", "--git", "https://ada:hunter2@git.example/fleet.git"}));
  CHECK(ran.code == 1);
  CHECK(ran.err.find("credential helper") != std::string::npos);
  CHECK((ran.out + ran.err).find("hunter2") == std::string::npos);
}

TEST_CASE("a fleet that another muster leads is looked at, and one round alone says so with its exit code") {
  const Workbench bench;
  bench.copy_reference_fleet();
  const CloudProcess cloud({"--speed", "600"});
  const auto first =
      bench.start({"reconcile", "--interval", "300ms", "--listen", "127.0.0.1:0"}, cloud.environment());
  REQUIRE(bench.await(first, "Listening on"));
  Ran second;
  for (int i = 0; i < 100 && second.out.find("only looking") == std::string::npos; ++i)
    second = bench.muster({"reconcile", "--once"}, cloud.environment());
  CHECK(::kill(first, SIGTERM) == 0);
  static_cast<void>(bench.finish(first));
  INFO(second.out << second.err);
  CHECK(second.out.find("muster only observes: the fleet is led by muster reconcile, pid ") !=
        std::string::npos);
  CHECK(second.code == 1);
}

TEST_CASE("the loop serves its metrics and tells what it did to the places that the fleet file names") {
  httplib::Server place;
  std::mutex mutex;
  std::string told;
  place.Post("/hook", [&](const httplib::Request& request, httplib::Response&) {
    const std::lock_guard lock(mutex);
    told += request.body + "\n";
  });
  const int port = place.bind_to_any_port("127.0.0.1");
  std::thread serving([&] { place.listen_after_bind(); });
  const Workbench bench;
  bench.copy_reference_fleet();
  bench.replace("desired-state/fleet.yaml", "  budget:\n",
                "  announce:\n    - { name: team, to: slack, url: \"http://127.0.0.1:" +
                    std::to_string(port) + "/hook\", at_least: notice }\n  budget:\n");
  const auto first = bench.muster(loop({"--once"}));
  INFO(first.out << first.err);
  CHECK(first.code == 0);
  place.stop();
  serving.join();
  INFO(told);
  CHECK(told.find("\"text\"") != std::string::npos);
  CHECK(told.find("create machine worker/1") != std::string::npos);
  // What was told is not told again by the next process.
  CHECK(bench.query(".muster/state.db", "select name from snapshot").find("alert-book") != std::string::npos);
}
