#include <SQLiteCpp/SQLiteCpp.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <thread>

#include "tests/support/cloud_process.hpp"
#include "tests/support/cloud_record.hpp"
#include "tests/support/workbench.hpp"

using namespace muster;

namespace {

using Words = std::vector<std::string>;

const std::string kTwelve = R"({"at":"2026-11-04T14:05:00Z","subject":"fleet","metric":"agents","value":12})";

/// Two people with a checkout each, one store and one cloud.
struct Two {
  explicit Two(const Words& cloud_words) : cloud(cloud_words) {
    for (const auto* bench : {&ada, &bob}) {
      bench->copy_reference_fleet();
      bench->write("agents.ndjson", kTwelve);
    }
  }

  Words words(Words words) const {
    words.insert(words.begin(), {"--state", store()});
    return words;
  }
  Words apply(const Words& more = {}) const {
    auto all = words({"apply", "--readings", "agents.ndjson", "--auto-approve"});
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  Ran bob_runs(const Words& those) const { return bob.muster(words(those), cloud.environment()); }
  /// Nothing left to do, and every slot there once.
  void check_converged() const {
    const auto plan = bob_runs({"plan", "--readings", "agents.ndjson", "--detailed-exitcode"});
    INFO(plan.out << plan.err);
    CHECK(plan.code == 0);
    CHECK(record_of(cloud).at("POST /v2/droplets") == 2);
  }

  std::string store() const { return (ada.folder() / ".muster/state.db").string(); }
  bool is_store_locked() const {
    SQLite::Database database(store(), SQLite::OPEN_READWRITE);
    return database.tryExec("BEGIN IMMEDIATE; ROLLBACK") != SQLite::OK;
  }

  CloudProcess cloud;
  Workbench ada, bob;
};

/// An apply of Ada's that stands still in the middle of its first creation.
class Paused {
 public:
  Paused(const Two& two, const Words& more, const std::string& at = "create machine worker/1") : two_(two) {
    child_ = two.ada.start(two.apply(more), two.cloud.environment());
    REQUIRE(two.ada.await(child_, at));
    stop();
    // Anywhere but inside a write to the store, which would keep everybody out; that is a test of its own.
    while (two.is_store_locked()) {
      ::kill(child_, SIGCONT);
      usleep(500);
      stop();
    }
  }
  Paused(const Paused&) = delete;
  Paused& operator=(const Paused&) = delete;
  ~Paused() {
    if (child_ > 0) (void)end_by(SIGKILL);
  }

  Ran resume() { return end_by(SIGCONT); }
  Ran die() { return end_by(SIGKILL); }

 private:
  void stop() {
    ::kill(child_, SIGSTOP);
    int status = 0;
    ::waitpid(child_, &status, WUNTRACED);
    REQUIRE(WIFSTOPPED(status));
  }
  Ran end_by(int signal_number) {
    ::kill(child_, signal_number);
    return two_.ada.finish(std::exchange(child_, -1));
  }

  const Two& two_;
  pid_t child_ = -1;
};

int rounds() {
  return std::getenv("MUSTER_LONG_TESTS") ? 50 : 10;
}

}  // namespace

TEST_CASE("two applies at once, again and again: one works, the other is told, nothing is doubled") {
  int told = 0;
  for (int round = 0; round < rounds(); ++round) {
    const Two two({"--speed", "120"});
    const auto ada = two.ada.start(two.apply(), two.cloud.environment());
    const auto bob = two.bob.start(two.apply(), two.cloud.environment());
    const Ran ends[] = {two.ada.finish(ada), two.bob.finish(bob)};
    INFO("round " << round << "\n" << ends[0].out << ends[0].err << "\n---\n" << ends[1].out << ends[1].err);
    int worked = 0;
    for (const auto& end : ends) {
      const bool applied = end.out.find("Apply complete!") != std::string::npos;
      const bool refused = end.err.find("another muster is changing fleet") != std::string::npos;
      worked += applied;
      told += refused;
      // Whoever came when the other was through had nothing to do.
      const bool late = end.out.find("No changes.") != std::string::npos;
      CHECK(applied + refused + late == 1);
      CHECK(end.code == (refused ? 1 : 0));
    }
    CHECK(worked == 1);
    two.check_converged();
  }
  CHECK(told > 0);
}

TEST_CASE("who is turned away is told by whom, and whoever may wait goes on after") {
  const Two two({"--speed", "200"});
  Paused ada(two, {});

  const auto refused = two.bob_runs({"apply", "--readings", "agents.ndjson", "--auto-approve"});
  INFO(refused.out << refused.err);
  CHECK(refused.code == 1);
  CHECK(refused.out.empty());
  CHECK_THAT(refused.err, Catch::Contains("this command changed nothing") &&
                              Catch::Contains("muster apply, pid ") && Catch::Contains("alive") &&
                              Catch::Contains("since") && Catch::Contains("plan") &&
                              Catch::Contains("create ") && Catch::Contains("--lock-timeout"));
  const auto destroy = two.bob_runs({"destroy", "--auto-approve"});
  CHECK(destroy.code == 1);
  CHECK_THAT(destroy.err, Catch::Contains("another muster is changing fleet"));

  // Looking needs no lock.
  const auto status = two.bob_runs({"status"});
  CHECK(status.code == 0);
  CHECK_THAT(status.out, Catch::Contains("held by muster apply, pid "));
  CHECK(two.bob_runs({"plan", "--readings", "agents.ndjson"}).code == 0);

  const auto gave_up =
      two.bob_runs({"apply", "--readings", "agents.ndjson", "--auto-approve", "--lock-timeout", "100ms"});
  CHECK(gave_up.code == 1);
  CHECK_THAT(gave_up.err, Catch::Contains("Waiting up to 100ms for muster apply, pid ") &&
                              Catch::Contains("still after 100ms"));

  const auto waiting = two.bob.start(two.apply({"--lock-timeout", "1m"}), two.cloud.environment());
  REQUIRE(two.bob.await(waiting, "Waiting up to"));
  const auto done = ada.resume();
  INFO(done.out << done.err);
  CHECK(done.code == 0);
  const auto waited = two.bob.finish(waiting);
  INFO(waited.out << waited.err);
  CHECK(waited.code == 0);
  CHECK_THAT(waited.out, Catch::Contains("No changes."));
  two.check_converged();
  CHECK_THAT(two.bob_runs({"status"}).out, !Catch::Contains("held by"));
}

TEST_CASE("the lock of a process that was killed is taken over at once, and the journal says from whom") {
  const Two two({"--speed", "200"});
  Paused ada(two, {});
  CHECK(ada.die().code == 128 + SIGKILL);
  const auto status = two.bob_runs({"status"});
  CHECK_THAT(status.out, Catch::Contains("its process has ended"));

  const auto bob = two.bob_runs({"apply", "--resume"});
  INFO(bob.out << bob.err);
  CHECK(bob.code == 0);
  two.check_converged();
  CHECK(two.ada.query(".muster/state.db", "SELECT body FROM journal WHERE kind = 'lease_overtaken'")
            .find("its process has ended") != std::string::npos);
}

TEST_CASE("a holder that was stopped and overtaken begins nothing more when it goes on") {
  // At several places of its work; the lease is short, so that the test is.
  for (const auto* at : {"create volume worker/1/data-1", "create machine worker/1", "attaching"}) {
    DYNAMIC_SECTION("stopped at: " << at) {
      const Two two({"--speed", "200"});
      Paused ada(two, {"--lease-ttl", "1s"}, at);
      const auto bob =
          two.bob_runs({"apply", "--readings", "agents.ndjson", "--auto-approve", "--lock-timeout", "1m"});
      INFO(bob.out << bob.err);
      REQUIRE(bob.code == 0);
      two.check_converged();

      const auto before = record_of(two.cloud);
      const auto woken = ada.resume();
      INFO(woken.out << woken.err);
      CHECK(woken.code != 0);
      CHECK_THAT(woken.err, Catch::Contains("another muster has taken over"));
      // A call that had passed its last check when the process was stopped still leaves when it goes on:
      // between the check and the first byte nobody can look. It is one at most, and everything is as it
      // should be.
      const auto after = record_of(two.cloud);
      INFO("before:\n" << before.describe() << "after:\n" << after.describe());
      CHECK(after.all() - before.all() <= 1);
      two.check_converged();
    }
  }
}

TEST_CASE(
    "a process that was stopped inside a write keeps everybody out: they are told which one and what to do") {
  if (!std::getenv("MUSTER_LONG_TESTS")) return;  // Finding out takes as long as a write may take.
  const Two two({"--speed", "200"});
  Paused ada(two, {});
  const auto before = record_of(two.cloud);
  {
    // In its place, since where it stops is not for a test to choose.
    SQLite::Database held(two.store(), SQLite::OPEN_READWRITE);
    const SQLite::Transaction write(held, SQLite::TransactionBehavior::IMMEDIATE);
    const auto bob = two.bob_runs({"apply", "--readings", "agents.ndjson", "--auto-approve"});
    INFO(bob.out << bob.err);
    CHECK(bob.code == 1);
    CHECK_THAT(bob.err, Catch::Contains("has been writing to it for too long") &&
                            Catch::Contains("muster apply, pid ") && Catch::Contains("kill -CONT "));
    CHECK(record_of(two.cloud) == before);
  }
  CHECK(ada.resume().code == 0);
  two.check_converged();
}
