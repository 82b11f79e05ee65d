#include "reconciler/core/apply/quota.hpp"

#include <catch2/catch.hpp>

using namespace muster;

TEST_CASE("a limit that is reached says what to ask for") {
  const AccountLimits limits{25, 24, std::nullopt, 3};
  const auto told = [&](const Effect& effect, int made, int wanted) {
    auto demand = demand_of(effect, limits);
    demand.in_use += made;
    demand.wanted = wanted;
    return what_to_ask_for(demand);
  };
  CHECK(told(CreateMachine{}, 1, 7) ==
        "25 of 25 machines are in use and 7 more needed: request a limit of 32 or more from the cloud");
  CHECK(told(ReplaceMachine{}, 0, 2) ==
        "24 of 25 machines are in use and 2 more needed: request a limit of 26 or more from the cloud");
  CHECK(told(CreateMachine{}, 0, 1) ==
        "muster saw 24 of 25 machines in use and needs 1 more: the cloud's support can name the limit that "
        "it applied");
  CHECK(told(CreateVolume{}, 0, 2) ==
        "2 more volumes needed: request a limit from the cloud that is higher by this number");
  CHECK(told(CreateBalancer{}, 0, 1) ==
        "1 more load balancers needed: request a limit from the cloud that is higher by this number");
}
