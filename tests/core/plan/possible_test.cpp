// A refused object is left out of the plan with all that cannot be without it, and with nothing else.
#include "reconciler/core/plan/possible.hpp"

#include <catch2/catch.hpp>

#include "tests/core/plan/mentions.hpp"
#include "tests/support/plans.hpp"

using namespace muster;
using namespace muster::test;

namespace {

const PoolName kPossiblePool{"worker"};

/// Two machines in a network, each with a volume, behind a load balancer and a firewall that lets it in.
Scene a_whole_pool() {
  Scene scene;
  scene.only({});
  scene.pool().min = 2;
  scene.pool().volumes = {{20, "ext4"}};
  scene.pool().firewall = {{"tcp", "22", {"10.0.0.0/8"}}, {"tcp", "8080", {"balancer"}}};
  scene.world.actual.network.reset();
  scene.world.fleet.network = NetworkSpec{"fpai", Region("nyc3"), "10.120.0.0/20"};
  return scene;
}

template <class E>
int changes_of(const Plan& plan) {
  return static_cast<int>(std::count_if(plan.changes.begin(), plan.changes.end(), [](const Change& change) {
    return std::holds_alternative<E>(change.effect);
  }));
}

/// The cloud refuses each of these creates.
template <class E>
void cloud_refuses(Scene& scene) {
  for (const auto& change : plan_of(scene).changes) {
    if (std::holds_alternative<E>(change.effect))
      scene.world.refused.push_back({change.id, "422: something is wrong with it", scene.now});
  }
  REQUIRE_FALSE(scene.world.refused.empty());
}

}  // namespace

TEST_CASE("without a refusal everything is possible") {
  const auto plan = plan_of(a_whole_pool());
  CHECK(changes_of<CreateNetwork>(plan) == 1);
  CHECK(changes_of<CreateMachine>(plan) == 2);
  CHECK(changes_of<CreateVolume>(plan) == 2);
  CHECK(changes_of<JoinBalancer>(plan) == 2);
}

TEST_CASE("a machine without its refused volume is made, and receives no traffic") {
  auto scene = a_whole_pool();
  cloud_refuses<CreateVolume>(scene);
  const auto plan = plan_of(scene);
  CHECK(changes_of<CreateMachine>(plan) == 2);
  CHECK(changes_of<CreateVolume>(plan) == 0);
  CHECK(changes_of<AttachVolume>(plan) == 0);
  CHECK(changes_of<JoinBalancer>(plan) == 0);
  CHECK(mentions(plan.warnings, "muster does not try volume.worker/1/data-1 again"));
}

TEST_CASE("without its refused load balancer a pool has its machines and the rest of its firewall") {
  auto scene = a_whole_pool();
  cloud_refuses<CreateBalancer>(scene);
  const auto plan = plan_of(scene);
  CHECK(changes_of<CreateMachine>(plan) == 2);
  CHECK(changes_of<CreateBalancer>(plan) == 0);
  CHECK(changes_of<JoinBalancer>(plan) == 0);
  for (const auto& change : plan.changes) {
    const auto* firewall = std::get_if<CreateFirewall>(&change.effect);
    if (firewall) CHECK(firewall->inbound == std::vector<FirewallRule>{{"tcp", "22", {"10.0.0.0/8"}}});
  }
}

TEST_CASE("a firewall that stands as far as it can is not changed for a refused load balancer") {
  auto scene = a_whole_pool();
  scene.world.actual.firewalls[kPossiblePool] = {
      FirewallId("f"), "fpai-worker", kPossiblePool, {{"tcp", "22", {"10.0.0.0/8"}}}};
  cloud_refuses<CreateBalancer>(scene);
  CHECK(changes_of<UpdateFirewall>(plan_of(scene)) == 0);
}

TEST_CASE("nothing that lives in a refused network is proposed") {
  auto scene = a_whole_pool();
  cloud_refuses<CreateNetwork>(scene);
  const auto plan = plan_of(scene);
  CHECK(changes_of<CreateNetwork>(plan) == 0);
  CHECK(changes_of<CreateMachine>(plan) == 0);
  CHECK(changes_of<CreateVolume>(plan) == 0);
  CHECK(changes_of<AttachVolume>(plan) == 0);
  CHECK(changes_of<CreateBalancer>(plan) == 0);
  CHECK(changes_of<JoinBalancer>(plan) == 0);
}

TEST_CASE("machines that exist stay when something new is refused") {
  auto scene = a_whole_pool();
  scene.machines(2);
  cloud_refuses<CreateNetwork>(scene);
  const auto plan = plan_of(scene);
  CHECK(changes_of<DestroyMachine>(plan) == 0);
  CHECK(changes_of<CreateVolume>(plan) == 2);
}
