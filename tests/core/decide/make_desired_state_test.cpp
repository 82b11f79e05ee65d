#include <catch2/catch.hpp>

#include "reconciler/core/decide/make_desired_state.hpp"
#include "tests/support/builders.hpp"
#include "tests/support/slots.hpp"

using namespace muster;
using namespace muster::test;

namespace {

DesiredState desired(const Scene& scene) {
  return make_desired_state(scene.world.fleet, scene.world.actual, scene.world.prices, scene.decide());
}

}  // namespace

TEST_CASE("a new machine is what its pool declares") {
  Scene scene;
  scene.only({});
  scene.pool().tags = {"b", "a"};
  scene.pool().user_data = "#cloud-config";
  const auto state = desired(scene);
  REQUIRE(state.machines.size() == 1);
  const auto& spec = state.machines.at(worker(1));
  CHECK(spec.size.value == "s-1vcpu-2gb");
  CHECK(spec.region.value == "nyc3");
  CHECK(spec.image == "ubuntu-22-04-x64");
  CHECK(spec.ssh_keys == std::vector<std::string>{"aa:bb"});
  CHECK(spec.tags == std::vector<std::string>{"a", "b"});
  CHECK(spec.user_data == "#cloud-config");
  CHECK(spec.network == "fpai");
  CHECK(state.firewalls.at(PoolName("worker")) == scene.pool().firewall);
  REQUIRE(state.network);
  CHECK(state.network->name == "fpai");
}

TEST_CASE("where a machine goes") {
  Scene scene;
  scene.only({});
  SECTION("to the first region of preference that sells its size") {
    for (auto& offer : scene.world.prices.sizes) offer.regions = {Region("fra1")};
    const auto state = desired(scene);
    CHECK(state.machines.at(worker(1)).region.value == "fra1");
    CHECK(state.machines.at(worker(1)).network.empty());  // The fleet's network is in nyc3.
  }
  SECTION("to its pool-mates") {
    scene.machines(1).pool().min = 2;
    scene.world.actual.machines.at(worker(1)).region = Region("fra1");
    const auto state = desired(scene);
    CHECK(state.machines.at(worker(2)).region.value == "fra1");
    CHECK(state.balancers.at({PoolName("worker"), 1}).region.value == "fra1");
  }
  SECTION("all new ones of a pool to the same place") {
    scene.pool().min = 3;
    const auto state = desired(scene);
    for (const auto& [slot, spec] : state.machines) CHECK(spec.region.value == "nyc3");
  }
}

TEST_CASE("what is there keeps what cannot be changed without replacing it") {
  Scene scene;
  scene.only({}).machines(1).volume("worker/1/data-1", 50);
  auto& machine = scene.world.actual.machines.at(worker(1));
  machine.image = "debian-11-x64";
  machine.region = Region("fra1");
  scene.world.actual.volumes.begin()->second.region = Region("fra1");
  const auto state = desired(scene);
  CHECK(state.machines.at(worker(1)).image == "debian-11-x64");
  CHECK(state.machines.at(worker(1)).region.value == "fra1");
  CHECK(state.volumes.at({worker(1), 1}).region.value == "fra1");
  CHECK(state.volumes.at({worker(1), 1}).size_gib == 50);
}

TEST_CASE("a decision that holds desires what is there") {
  Scene scene;
  scene.machines(2, "s-2vcpu-4gb").balancer("worker/lb-1").volume("worker/1/data-1", 100);
  scene.reading("worker", Metric::agents, 12);
  const auto state = desired(scene);
  CHECK(state.machines.size() == 2);
  CHECK(state.volumes.size() == 1);
  CHECK(state.balancers.size() == 1);
  CHECK(state.balancers.begin()->second.forwarding == scene.pool().balancer->forwarding);
}

TEST_CASE("volumes are where their machines are and have the declared filesystem") {
  Scene scene;
  scene.only({});
  scene.pool().volumes = {{20, "xfs"}};
  const auto state = desired(scene);
  const auto& volume = state.volumes.at({worker(1), 1});
  CHECK(volume.region.value == "nyc3");
  CHECK(volume.filesystem == "xfs");
  CHECK(volume.size_gib == 20);
}
