#include "reconciler/engine/observe/see_fleet.hpp"

#include <catch2/catch.hpp>

#include "reconciler/core/fleet/state/last_applied_state.hpp"
#include "reconciler/core/propose.hpp"
#include "tests/engine/scene.hpp"
#include "tests/support/builders.hpp"

using namespace muster;
using namespace muster::testing;

namespace {

/// A provider whose looks at the whole fleet a test spoils.
class SpoiltProvider final : public FakeProvider {
 public:
  using FakeProvider::FakeProvider;
  Result<ActualState> observe(const Fleet& fleet, Instant now) override {
    auto seen = FakeProvider::observe(fleet, now);
    if (seen && spoil) spoil(*seen);
    return seen;
  }
  std::function<void(ActualState&)> spoil;
};

/// Two workers behind a balancer, a volume on each, all as muster left it a day ago.
struct Account {
  FakeClock clock;
  SpoiltProvider provider{clock};
  Declared declared;
  KnownObjects known;
  std::vector<MachineId> machines;
  std::vector<VolumeId> volumes;
  LoadBalancerId balanced;

  Account() {
    clock.advance(std::chrono::hours(48));
    declared.fleet = test::a_fleet();
    for (int i = 1; i <= 2; ++i) {
      machines.push_back(provider.cloud.place(kFleet, worker(i), SizeName("s-1vcpu-2gb"), Region("nyc3")));
      volumes.push_back(provider.cloud.place_volume(kFleet, data_volume(i), 10, machines.back()));
    }
    balanced = provider.cloud.place_balancer(kFleet, balancer(), machines);
    known = known_in(provider.cloud.observe(kFleet, clock.now()));
  }

  ActualState look() {
    auto seen = see_fleet(provider, declared, known, clock.now());
    REQUIRE(seen.ok());
    return *std::move(seen);
  }
  /// The machines, volumes and balancers that a plan would make or destroy of the fleet as it is seen.
  std::vector<std::string> makes_or_destroys(const ActualState& seen) const {
    World world;
    world.fleet = declared.fleet;
    world.fleet.pools.front().min = 2;
    world.prices = test::a_price_list();
    world.actual = seen;
    std::vector<std::string> found;
    for (const auto& change : propose(world, clock.now()).plan.changes) {
      const auto type = change.address.substr(0, change.address.find('.'));
      const bool is_object = type == "machine" || type == "volume" || type == "load_balancer";
      if (change.action != Action::update && is_object) found.push_back(change.address);
    }
    return found;
  }
};

}  // namespace

TEST_CASE("a complete listing needs no look by id") {
  Account account;
  const auto seen = account.look();
  CHECK(seen.complete());
  CHECK(seen.machines.size() == 2);
  CHECK(account.provider.calls().empty());
}

TEST_CASE("what a listing leaves out and is there all the same is a gap, and nothing is made twice") {
  struct Row {
    const char* that;
    std::function<void(Account&)> spoil;
  };
  for (const auto& row : {
           Row{"an empty list of machines",
               [](Account& a) {
                 for (const auto& id : a.machines) a.provider.cloud.unlisted.insert(id.value);
               }},
           Row{"one machine left out",
               [](Account& a) { a.provider.cloud.unlisted.insert(a.machines[1].value); }},
           Row{"a volume left out", [](Account& a) { a.provider.cloud.unlisted.insert(a.volumes[0].value); }},
           Row{"the balancer left out",
               [](Account& a) { a.provider.cloud.unlisted.insert(a.balanced.value); }},
       }) {
    DYNAMIC_SECTION(row.that) {
      Account account;
      row.spoil(account);
      const auto seen = account.look();
      CHECK_FALSE(seen.complete());
      CHECK(account.makes_or_destroys(seen).empty());
      CHECK(seen.machines.size() == 2);
    }
  }
}

TEST_CASE("what is gone is made anew, after one question") {
  Account account;
  account.provider.cloud.lose(account.machines[1], account.clock.now());
  const auto seen = account.look();
  CHECK(seen.complete());
  CHECK(seen.machines.size() == 1);
  CHECK(account.provider.count("look_at_machine") == 1);
  CHECK(account.makes_or_destroys(seen) == std::vector<std::string>{"machine.worker/2"});
}

TEST_CASE("a question that is not answered leaves a gap") {
  Account account;
  account.provider.cloud.lose(account.machines[1], account.clock.now());
  account.provider.fail_next("look_at_machine", {Fault::Kind::refuse, {ErrorKind::io, "503"}});
  const auto seen = account.look();
  CHECK_FALSE(seen.complete());
  CHECK(account.makes_or_destroys(seen).empty());
}

TEST_CASE("a machine whose tag was taken off is there, and nobody makes a second one") {
  Account account;
  auto& tags = account.provider.cloud.alter(account.machines[1]).tags;
  std::erase(tags, "muster-fleet:fpai");
  const auto seen = account.look();
  CHECK(seen.complete());
  CHECK(seen.machines.size() == 2);
  CHECK(seen.untagged.machines.contains(account.machines[1]));
  CHECK(account.makes_or_destroys(seen).empty());
}

TEST_CASE("the first object that is there after all ends the questions") {
  Account account;
  for (int i = 3; i <= 100; ++i)
    account.machines.push_back(
        account.provider.cloud.place(kFleet, worker(i), SizeName("s-1vcpu-2gb"), Region("nyc3")));
  account.known = known_in(account.provider.cloud.observe(kFleet, account.clock.now()));
  for (const auto& id : account.machines) account.provider.cloud.unlisted.insert(id.value);
  CHECK_FALSE(account.look().complete());
  CHECK(account.provider.count("look_at_machine") <= 16);
}

TEST_CASE("a right that is missing stops only those who need it") {
  struct Row {
    const char* that;
    ObjectKind kind;
    std::function<void(Account&)> needs;
    bool stops;
  };
  const auto nobody = [](Account& a) {
    a.known = {};
    auto& pool = a.declared.fleet.pools.front();
    pool.balancer.reset();
    pool.firewall.clear();
    pool.volumes.clear();
    a.declared.fleet.network.reset();
  };
  for (const auto& row : {
           Row{"nobody has firewalls", ObjectKind::firewall, [](Account&) {}, false},
           Row{"nobody has balancers", ObjectKind::balancer, [](Account&) {}, false},
           Row{"nobody has volumes", ObjectKind::volume, [](Account&) {}, false},
           Row{"a pool declares a firewall", ObjectKind::firewall,
               [](Account& a) { a.declared.fleet.pools.front().firewall = {FirewallRule{}}; }, true},
           Row{"a pool declares a volume", ObjectKind::volume,
               [](Account& a) { a.declared.fleet.pools.front().volumes = {VolumeRule{10}}; }, true},
           Row{"a policy may add volumes", ObjectKind::volume,
               [](Account& a) { a.declared.policies = {test::a_policy("disk", {test::disk_rule()})}; }, true},
           Row{"a tier asks for a balancer", ObjectKind::balancer,
               [](Account& a) { a.declared.policies = {test::the_tiers()}; }, true},
           Row{"a volume is on record", ObjectKind::volume,
               [](Account& a) { a.known.volumes[VolumeId("v")] = data_volume(1); }, true},
           Row{"a firewall is on record", ObjectKind::firewall,
               [](Account& a) { a.known.firewalls[FirewallId("f")] = PoolName("worker"); }, true},
           Row{"the fleet declares a network", ObjectKind::network,
               [](Account& a) {
                 a.declared.fleet.network = NetworkSpec{"fpai", Region("nyc3"), ""};
               },
               true},
       }) {
    DYNAMIC_SECTION(row.that) {
      Account account;
      nobody(account);
      row.needs(account);
      account.provider.spoil = [&](ActualState& state) {
        state.gaps = {"403: the key needs the right x:read"};
        state.not_allowed = {{row.kind, state.gaps.front()}};
      };
      const auto seen = account.look();
      CHECK(seen.complete() != row.stops);
      CHECK(seen.remarks.size() == (row.stops ? 0 : 1));
      const auto& told = row.stops ? seen.gaps : seen.remarks;
      CHECK_THAT(told.front(), Catch::Contains("x:read"));
    }
  }
}
