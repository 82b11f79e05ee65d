#include "tests/contracts/contract_subjects.hpp"
#include "tests/contracts/contract_verbs.hpp"

namespace muster {
namespace {

using namespace muster::contract;

const PoolName kPool("worker");
const BalancerSlot kBalancerSlot{kPool, 1};

call::CreateBalancer a_balancer() {
  const auto fleet = a_fleet().name;
  call::CreateBalancer create;
  create.name = balancer_name(fleet, kBalancerSlot);
  create.spec.region = Region("nyc3");
  create.spec.forwarding = {{"http", 80, "http", 8080}};
  create.spec.health = {"http", 8080, "/healthz"};
  create.member_tag = balancer_tag(fleet, kBalancerSlot);
  return create;
}

LoadBalancerId active_balancer(Provider& provider) {
  accepted(provider, call::EnsureTag{a_balancer().member_tag});
  const LoadBalancerId id(done(provider, a_balancer()).id);
  seen_when<LoadBalancer>(provider, call::GetBalancer{id}, [](const LoadBalancer& b) { return b.active; });
  return id;
}

void balancers_are_made_seen_and_destroyed(Provider& provider) {
  const auto wanted = a_balancer();
  const auto id = active_balancer(provider);
  const auto balancer = observed(provider).balancers.at(kBalancerSlot);
  CHECK(balancer.id == id);
  CHECK(balancer.name == wanted.name);
  CHECK(balancer.region == wanted.spec.region);
  CHECK(balancer.forwarding == wanted.spec.forwarding);
  CHECK(balancer.health == wanted.spec.health);
  CHECK(balancer.active);
  CHECK(seen<LoadBalancer>(provider, call::FindBalancer{wanted.name}).id == id);

  done(provider, call::DestroyBalancer{id});
  CHECK(observed(provider).balancers.empty());
  const auto gone = ask(provider, call::FindBalancer{wanted.name});
  REQUIRE(gone.ok());
  CHECK(std::holds_alternative<Absent>(*gone));
}

void machines_join_and_leave_a_balancer(Provider& provider) {
  const auto machine = running_machine(provider, 1);
  const auto id = active_balancer(provider);
  const auto tag = a_balancer().member_tag;
  accepted(provider, call::JoinBalancer{id, tag, machine});
  CHECK(observed(provider).balancers.at(kBalancerSlot).members == std::vector{machine});
  accepted(provider, call::LeaveBalancer{id, tag, machine});
  CHECK(observed(provider).balancers.at(kBalancerSlot).members.empty());
}

void a_balancer_takes_new_rules(Provider& provider) {
  const auto id = active_balancer(provider);
  const auto made = a_balancer();
  call::UpdateBalancer update{id, made.name, made.spec, NetworkId(), made.member_tag};
  update.spec.forwarding.push_back({"tcp", 9000, "tcp", 9000});
  update.spec.health.path = "/ready";
  done(provider, update);
  const auto balancer = seen_when<LoadBalancer>(provider, call::GetBalancer{id},
                                                [](const LoadBalancer& b) { return b.active; });
  CHECK(balancer.forwarding == update.spec.forwarding);
  CHECK(balancer.health == update.spec.health);
  CHECK(balancer.slot == kBalancerSlot);
}

void firewalls_are_made_changed_and_destroyed(Provider& provider) {
  const auto name = firewall_name(a_fleet().name, kPool);
  const auto tag = pool_tag(a_fleet().name, kPool);
  const auto balancer = active_balancer(provider);
  const FirewallRule ssh{"tcp", "22", {"0.0.0.0/0", "::/0"}};
  const FirewallRule web{"tcp", "8000-9000", {"balancer"}};
  const FirewallRule ping{"icmp", "all", {"10.0.0.0/8"}};
  accepted(provider, call::EnsureTag{tag});
  const FirewallId id(done(provider, call::CreateFirewall{name, tag, {ssh}, {}}).id);
  auto firewall = observed(provider).firewalls.at(kPool);
  CHECK(firewall.id == id);
  CHECK(firewall.name == name);
  CHECK(firewall.inbound == std::vector{ssh});
  CHECK(seen<Firewall>(provider, call::FindFirewall{name}).id == id);

  std::vector<FirewallRule> rules{ssh, web, ping};
  std::sort(rules.begin(), rules.end());
  done(provider, call::UpdateFirewall{id, name, tag, rules, {balancer}});
  CHECK(observed(provider).firewalls.at(kPool).inbound == rules);

  done(provider, call::DestroyFirewall{id});
  CHECK(observed(provider).firewalls.empty());
}

void a_firewall_for_another_tag_is_told_as_not_ours(Provider& provider) {
  const auto name = firewall_name(a_fleet().name, kPool);
  accepted(provider, call::EnsureTag{"muster-pool:shop:web"});
  const FirewallId id(
      done(provider, call::CreateFirewall{name, "muster-pool:shop:web", {{"tcp", "22", {"::/0"}}}, {}}).id);
  const auto found = seen<Firewall>(provider, call::FindFirewall{name, pool_tag(a_fleet().name, kPool)});
  CHECK(found.id == id);
  CHECK(found.pool.empty());
}

void the_network_is_found_by_its_name(Provider& provider) {
  const auto wanted = *a_fleet().network;
  CHECK_FALSE(observed(provider).network);
  const NetworkId id(done(provider, call::CreateNetwork{wanted, "muster-fleet:fpai"}).id);
  const auto network = seen<Network>(provider, call::FindNetwork{wanted.name, "muster-fleet:fpai"});
  CHECK(network.id == id);
  CHECK(network.region == wanted.region);
  CHECK(network.ip_range == wanted.ip_range);
}

/// In the order of the looks, and Absent only for what is not there.
void looks_by_id_tell_what_is_there_and_what_is_not(Provider& provider) {
  const auto name = firewall_name(a_fleet().name, kPool);
  const auto tag = pool_tag(a_fleet().name, kPool);
  accepted(provider, call::EnsureTag{tag});
  const FirewallId wall(
      done(provider, call::CreateFirewall{name, tag, {{"tcp", "22", {"0.0.0.0/0"}}}, {}}).id);
  const NetworkId network(done(provider, call::CreateNetwork{*a_fleet().network}).id);
  const auto balancer = active_balancer(provider);
  const auto machine = running_machine(provider, 1);
  const std::string nobodys = "5a4981aa-9653-4bd1-bef5-d6bff52042e4";
  const auto replies = provider.look({call::GetFirewall{wall}, call::GetFirewall{FirewallId(nobodys)},
                                      call::GetNetwork{network}, call::GetNetwork{NetworkId(nobodys)},
                                      call::GetBalancer{balancer}, call::GetBalancer{LoadBalancerId(nobodys)},
                                      call::GetMachine{machine}, call::GetMachine{MachineId("999999999")},
                                      call::GetVolume{VolumeId(nobodys)}});
  REQUIRE(replies.size() == 9);
  for (const auto& reply : replies) {
    INFO((reply ? "" : reply.error().what));
    REQUIRE(reply.ok());
  }
  CHECK(std::get<Firewall>(*replies[0]).pool == kPool);
  CHECK(std::get<Network>(*replies[2]).name == a_fleet().network->name);
  CHECK(std::get<LoadBalancer>(*replies[4]).slot == kBalancerSlot);
  CHECK(std::get<Machine>(*replies[6]).id == machine);
  for (const std::size_t absent : {1, 3, 5, 7, 8}) CHECK(std::holds_alternative<Absent>(*replies[absent]));
}

}  // namespace

TEST_CASE("every provider keeps the contract of networks") {
  struct Clause {
    const char* that;
    void (*holds)(Provider&);
  };
  for (const auto& subject : contract_subjects()) {
    for (const auto& clause : {
             Clause{"balancers are made, seen and destroyed", balancers_are_made_seen_and_destroyed},
             Clause{"machines join and leave a balancer", machines_join_and_leave_a_balancer},
             Clause{"a balancer takes new rules", a_balancer_takes_new_rules},
             Clause{"firewalls are made, changed and destroyed", firewalls_are_made_changed_and_destroyed},
             Clause{"a firewall for another tag is told as not ours",
                    a_firewall_for_another_tag_is_told_as_not_ours},
             Clause{"the network is found by its name", the_network_is_found_by_its_name},
             Clause{"looks by id tell what is there and what is not",
                    looks_by_id_tell_what_is_there_and_what_is_not},
         }) {
      DYNAMIC_SECTION(subject.name << ": " << clause.that) {
        const auto opened = subject.open();
        clause.holds(*opened.provider);
      }
    }
  }
}

}  // namespace muster
