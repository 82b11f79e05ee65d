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
        "25 of 25 machines are in use and 7 more wanted: ask the cloud for a limit of 32 or more");
  CHECK(told(ReplaceMachine{}, 0, 2) ==
        "24 of 25 machines are in use and 2 more wanted: ask the cloud for a limit of 26 or more");
  CHECK(told(CreateMachine{}, 0, 1) ==
        "24 of 25 machines were seen in use and 1 more are wanted: ask the cloud what limit it means");
  CHECK(told(CreateVolume{}, 0, 2) == "2 more volumes wanted: ask the cloud for a limit higher by that");
  CHECK(told(CreateBalancer{}, 0, 1) ==
        "1 more load balancers wanted: ask the cloud for a limit higher by that");
}
