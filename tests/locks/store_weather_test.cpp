#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/support/cloud_process.hpp"
#include "tests/support/cloud_record.hpp"
#include "tests/support/workbench.hpp"

using namespace muster;

namespace {

namespace fs = std::filesystem;

std::string agents(int count) {
  return R"({"at":"2026-11-04T14:05:00Z","subject":"fleet","metric":"agents","value":)" +
         std::to_string(count) + "}\n";
}

/// A disk of its own size, mounted while the test runs; not there where mounting is not allowed.
class SmallDisk {
 public:
  SmallDisk(fs::path at, std::size_t kib) : at_(std::move(at)) {
    fs::create_directories(at_);
    const auto options = "size=" + std::to_string(kib) + "k,mode=0777";
    mounted_ = ::mount("muster-test", at_.c_str(), "tmpfs", 0, options.c_str()) == 0;
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() {
    if (mounted_) ::umount2(at_.c_str(), MNT_DETACH);
  }

  bool there() const { return mounted_; }
  std::string store() const { return (at_ / "state.db").string(); }
  /// Leaves so many bytes free.
  void fill_up(std::uintmax_t free) const {
    const auto space = fs::space(at_).available;
    if (space > free) std::ofstream(at_ / "filler") << std::string(space - free, 'x');
  }
  void empty_again() const { fs::remove(at_ / "filler"); }
  bool set_read_only(bool on) const {
    return ::mount("muster-test", at_.c_str(), "tmpfs", MS_REMOUNT | (on ? MS_RDONLY : 0), nullptr) == 0;
  }

 private:
  fs::path at_;
  bool mounted_ = false;
};

struct Scene {
  CloudProcess cloud{{"--speed", "2000"}};
  Workbench bench;

  Scene() {
    bench.copy_reference_fleet();
    bench.write("agents.ndjson", agents(12));
  }
  Ran run(const std::string& store, std::vector<std::string> words) const {
    words.insert(words.begin(), {"--state", store});
    return bench.muster(words, cloud.environment());
  }
  Ran apply(const std::string& store) const {
    return run(store, {"apply", "--readings", "agents.ndjson", "--auto-approve"});
  }
  /// Goes on to the end and checks that everything is there once.
  void check_goes_on(const std::string& store) const {
    const auto again = apply(store);
    INFO(again.out << again.err);
    CHECK(again.code == 0);
    CHECK(run(store, {"plan", "--readings", "agents.ndjson", "--detailed-exitcode"}).code == 0);
    CHECK(record_of(cloud).at("POST /v2/droplets") == 2);
  }
};

std::int64_t intents_on_record(const Workbench& bench, const std::string& store) {
  return std::stoll(bench.query(store, "SELECT count(*) FROM journal WHERE kind = 'step_started'"));
}

}  // namespace

TEST_CASE("a disk that fills up at any point: nothing is done that is not on record, and it goes on after") {
  for (const std::uintmax_t free : {0, 24, 48, 72, 96, 128, 192}) {
    DYNAMIC_SECTION(free << " KiB left") {
      const Scene scene;
      const SmallDisk disk(scene.bench.folder() / "disk", 8192);  // The log alone takes up to 4 MiB.
      if (!disk.there()) {
        WARN("left out: mounting a small disk is not allowed here");
        return;
      }
      REQUIRE(scene.run(disk.store(), {"history"}).code == 0);
      disk.fill_up(free * 1024);
      const auto failed = scene.apply(disk.store());
      INFO(failed.out << failed.err);
      const auto record = record_of(scene.cloud);
      // A tag that is not there yet is made as part of the call that needs it: which call that is, is chance.
      const auto calls = record.all() - record.at("POST /v2/tags");
      INFO(record.describe());
      if (failed.code != 0)
        CHECK_THAT(failed.err + failed.out, Catch::Contains("full") || Catch::Contains("disk"));
      if (free == 0) {
        CHECK(failed.code == 1);
        CHECK(calls == 0);
      }
      disk.empty_again();
      INFO(scene.bench.query(
          disk.store(),
          "SELECT group_concat(sequence || ' ' || kind || ' ' || body, char(10)) FROM journal"));
      CHECK(intents_on_record(scene.bench, disk.store()) >= calls);
      scene.check_goes_on(disk.store());
    }
  }
}

TEST_CASE("a file that may not grow is like a full disk: the program says so and stops before the effect") {
  const Scene scene;
  const auto store = (scene.bench.folder() / ".muster/state.db").string();
  REQUIRE(scene.run(store, {"history"}).code == 0);
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small{32 * 1024, before.rlim_max};
  setrlimit(RLIMIT_FSIZE, &small);
  const auto failed = scene.apply(store);
  setrlimit(RLIMIT_FSIZE, &before);
  INFO(failed.out << failed.err);
  CHECK(failed.code == 1);
  CHECK_THAT(failed.err, Catch::Contains("the store " + store));
  CHECK(record_of(scene.cloud).all() == 0);
  scene.check_goes_on(store);
}

TEST_CASE("a read-only store: an apply says so and stops before the effect") {
  const Scene scene;
  const SmallDisk disk(scene.bench.folder() / "disk", 2048);
  const bool root = geteuid() == 0;
  if (root && !disk.there()) {
    WARN("left out: this is root without the right to mount, and root may write everywhere else");
    return;
  }
  REQUIRE(scene.run(disk.store(), {"history"}).code == 0);
  const auto folder = fs::path(disk.store()).parent_path();
  const auto everything = fs::perms::owner_all | fs::perms::group_all | fs::perms::others_all;
  const auto no_writing = fs::perms::owner_read | fs::perms::owner_exec;
  if (root) {
    REQUIRE(disk.set_read_only(true));
  } else {
    fs::permissions(disk.store(), fs::perms::owner_read);
    fs::permissions(folder, no_writing);
  }
  const auto failed = scene.apply(disk.store());
  INFO(failed.out << failed.err);
  CHECK(failed.code == 1);
  CHECK_THAT(failed.err, Catch::StartsWith("error: the store ") && Catch::Contains("writable"));
  CHECK(record_of(scene.cloud).all() == 0);

  if (root) {
    REQUIRE(disk.set_read_only(false));
  } else {
    fs::permissions(folder, everything);
    fs::permissions(disk.store(), fs::perms::owner_read | fs::perms::owner_write);
  }
  scene.check_goes_on(disk.store());
}

TEST_CASE("a store that was deleted: the fleet is known from its tags, and it goes on") {
  const Scene scene;
  const auto store = (scene.bench.folder() / ".muster/state.db").string();
  REQUIRE(scene.apply(store).code == 0);
  const auto machines = record_of(scene.cloud).at("POST /v2/droplets");
  fs::remove_all(scene.bench.folder() / ".muster");

  const auto plan = scene.run(store, {"plan", "--readings", "agents.ndjson", "--detailed-exitcode"});
  INFO(plan.out << plan.err);
  CHECK(plan.code == 0);
  CHECK_THAT(plan.out, Catch::Contains("No changes."));

  // Only the database, with its log and witness left lying about.
  fs::remove(store);
  scene.bench.write("agents.ndjson", agents(25));
  const auto apply = scene.apply(store);
  INFO(apply.out << apply.err);
  CHECK(apply.code == 0);
  CHECK(record_of(scene.cloud).at("POST /v2/droplets") >= machines);
  CHECK(scene.run(store, {"plan", "--readings", "agents.ndjson", "--detailed-exitcode"}).code == 0);
  const auto status = scene.run(store, {"status"});
  CHECK_THAT(status.out, Catch::Contains("worker/1") && !Catch::Contains("stray"));
}

TEST_CASE("a store that a newer muster wrote is refused by every command, with its name") {
  const Scene scene;
  const auto store = (scene.bench.folder() / ".muster/state.db").string();
  REQUIRE(scene.apply(store).code == 0);
  const auto calls = record_of(scene.cloud).all();
  (void)scene.bench.query(store, "PRAGMA user_version = 99");
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"plan", "--readings", "agents.ndjson"},
        {"status"},
        {"history"},
        {"apply", "--readings", "agents.ndjson", "--auto-approve"},
        {"destroy", "--auto-approve"}}) {
    DYNAMIC_SECTION(words.front()) {
      const auto refused = scene.run(store, words);
      CHECK(refused.code == 1);
      CHECK_THAT(refused.err, Catch::Contains(store) && Catch::Contains("newer muster (schema 99"));
    }
  }
  CHECK(record_of(scene.cloud).all() == calls);
}
