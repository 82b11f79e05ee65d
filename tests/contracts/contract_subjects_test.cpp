#include "tests/contracts/contract_subjects.hpp"

#include <catch2/catch.hpp>

#include "reconciler/adapters/system/system_clock.hpp"
#include "reconciler/ports/open_provider.hpp"
#include "tests/support/fake_provider.hpp"

namespace muster {
namespace {

/// DigitalOcean's provider against the sandbox, which is not even written by the same hand.
OpenedSubject open_digitalocean_on_the_sandbox() {
  auto clock = std::make_shared<SystemClock>();
  ProviderChoice choice;
  choice.name = "digitalocean";
  choice.sandbox = true;
  choice.sandbox_speed = 5000;
  auto opened = open_provider(choice, *clock);
  INFO((opened ? "" : opened.error().what));
  REQUIRE(opened.ok());
  auto deps = std::make_shared<std::pair<std::shared_ptr<SystemClock>, std::shared_ptr<void>>>(
      clock, std::move(opened->keeps_alive));
  return {std::move(deps), std::move(opened->provider)};
}

/// The fake that the engine is tested with: what it does must be what clouds do.
OpenedSubject open_fake() {
  auto clock = std::make_shared<testing::FakeClock>();
  return {clock, std::make_unique<testing::FakeProvider>(*clock)};
}

}  // namespace

std::vector<ContractSubject> contract_subjects() {
  return {{"digitalocean", open_digitalocean_on_the_sandbox}, {"the fake", open_fake, false}};
}

TEST_CASE("a subject of the contract starts with nothing") {
  for (const auto& subject : contract_subjects()) {
    DYNAMIC_SECTION(subject.name) {
      const auto opened = subject.open();
      Fleet fleet;
      fleet.name = FleetName("contract");
      const auto state = opened.provider->observe(fleet, Instant());
      REQUIRE(state.ok());
      CHECK(state->machines.empty());
      CHECK(state->complete());
    }
  }
}

}  // namespace muster
