#include "reconciler/adapters/readings/machine_names.hpp"

#include <catch2/catch.hpp>

#include "tests/support/builders.hpp"

using namespace muster;

TEST_CASE("a label names a machine by slot, name or address") {
  test::Scene scene;
  scene.machines(2);
  auto& actual = scene.world.actual;
  const Slot first{PoolName("worker"), 1};
  const Slot second{PoolName("worker"), 2};
  actual.machines.at(first).name = "fpai-worker-1";
  actual.machines.at(first).private_address = "10.0.0.1";
  actual.machines.at(first).public_address = "203.0.113.1";
  actual.machines.at(second).name = "fpai-worker-2";
  actual.machines.at(second).private_address = "fd00::2";
  actual.machines.at(second).public_address = "203.0.113.1";  // Said of two machines: it names none.
  const MachineNames names(scene.world.fleet, actual);

  CHECK(names.find("worker/1") == Subject(first));
  CHECK(names.find("fpai-worker-1") == Subject(first));
  CHECK(names.find("fpai-worker-1:9100") == Subject(first));
  CHECK(names.find("10.0.0.1:9100") == Subject(first));
  CHECK(names.find("fd00::2") == Subject(second));
  CHECK(names.find("[fd00::2]:9100") == Subject(second));
  CHECK(names.find("worker") == Subject(PoolName("worker")));
  CHECK(names.find("fleet") == Subject(FleetWide{}));
  for (const char* stranger :
       {"", ":9100", "10.0.0.99:9100", "other-worker-1", "203.0.113.1", "worker/9", "["})
    CHECK_FALSE(names.find(stranger).has_value());
}
