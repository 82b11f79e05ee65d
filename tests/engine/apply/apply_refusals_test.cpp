#include <catch2/catch.hpp>

#include "tests/engine/scene.hpp"

using namespace muster;
using namespace muster::testing;

namespace {

Change volume(int machine) {
  return change_of(CreateVolume{data_volume(machine), {50, Region("nyc3"), "ext4"}});
}

/// One thing of each type that a cloud may be asked for, and a machine that is resized.
std::vector<Change> one_of_each(Scene& scene) {
  const auto id = scene.place_worker(9);
  return {create_worker(1),
          volume(1),
          change_of(CreateBalancer{balancer(), {}}),
          change_of(CreateFirewall{PoolName("worker"), {{"tcp", "22", {"0.0.0.0/0"}}}}),
          change_of(CreateNetwork{{"fpai", Region("nyc3"), ""}}),
          resize_worker(9, id)};
}

}  // namespace

TEST_CASE("a refusal is about the one thing that was asked for, and all others go on") {
  struct Row {
    const char* that;
    const char* call;
    ErrorKind kind;
    const char* address;
  };
  for (const auto& row : {
           Row{"no more volumes", "create_volume", ErrorKind::quota, "volume.worker/1/data-1"},
           Row{"no more machines", "create_machine", ErrorKind::quota, "machine.worker/1"},
           Row{"no more balancers", "create_balancer", ErrorKind::quota, "load_balancer.worker/lb-1"},
           Row{"no more firewalls", "create_firewall", ErrorKind::quota, "firewall.worker"},
           Row{"a volume is denied", "create_volume", ErrorKind::denied, "volume.worker/1/data-1"},
           Row{"a machine is denied", "create_machine", ErrorKind::denied, "machine.worker/1"},
           Row{"a balancer is denied", "create_balancer", ErrorKind::denied, "load_balancer.worker/lb-1"},
           Row{"a resize is denied", "change_size", ErrorKind::denied, "machine.worker/9"},
       }) {
    DYNAMIC_SECTION(row.that) {
      Scene scene;
      scene.options.max_changes = 1;
      scene.provider.fail_next(row.call, refuse(row.kind, "refused"));
      const auto report = scene.apply(one_of_each(scene));
      CHECK(ending(report, row.address).rfind("failed: ", 0) == 0);
      CHECK(report.count_failed() == 1);
      CHECK(report.count_done() == 5);
      CHECK(report.stopped_because.empty());
    }
  }
}

TEST_CASE("of what an account may have no more of, no more is ordered, and what to ask for is told") {
  Scene scene;
  scene.options.max_changes = 1;
  scene.provider.fail_next("create_volume", refuse(ErrorKind::quota, "capacity limit exceeded"));
  const auto report = scene.apply({volume(1), volume(2), create_worker(3)});
  CHECK(ending(report, "volume.worker/1/data-1").find("request a limit from the cloud") != std::string::npos);
  CHECK(ending(report, "volume.worker/2/data-1").rfind("skipped: the account's limit", 0) == 0);
  CHECK(scene.provider.count("create_volume") == 1);
  CHECK(ending(report, "machine.worker/3") == "done");
}

TEST_CASE("what is denied twice of a type is not asked for a third time") {
  Scene scene;
  scene.options.max_changes = 1;
  scene.provider.fail_next("create_machine", refuse(ErrorKind::denied, "the key may not"), 9);
  const auto report = scene.apply({create_worker(1), create_worker(2), create_worker(3), volume(4)});
  CHECK(report.count_failed() == 2);
  CHECK(report.count_skipped() == 1);
  CHECK(scene.provider.count("create_machine") == 2);
  CHECK(ending(report, "volume.worker/4/data-1") == "done");
}

TEST_CASE("a key that may not even look stops everything that has not begun") {
  struct Row {
    const char* that;
    const char* call;
    const char* look;
  };
  for (const auto& row :
       {Row{"refused with the create", "create_machine", "find_machine"},
        Row{"refused before it", "", "find_holder"}, Row{"refused behind it", "", "look_at_machine"}}) {
    DYNAMIC_SECTION(row.that) {
      Scene scene;
      scene.options.max_changes = 1;
      if (*row.call) scene.provider.fail_next(row.call, refuse(ErrorKind::denied, "no such key"));
      scene.provider.fail_next(row.look, refuse(ErrorKind::denied, "no such key"));
      const auto report = scene.apply({create_worker(1), create_worker(2), volume(3)});
      CHECK(report.count_done() == 0);
      CHECK(report.count_skipped() == 2);
      CHECK(report.stopped_because.find("no such key") != std::string::npos);
    }
  }
}
