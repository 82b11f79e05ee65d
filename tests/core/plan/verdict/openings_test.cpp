#include "reconciler/core/plan/verdict/openings.hpp"

#include <catch2/catch.hpp>

using namespace muster;

namespace {

using Rules = std::vector<FirewallRule>;

FirewallRule tcp(const std::string& ports, std::vector<std::string> sources) {
  return {"tcp", ports, std::move(sources)};
}
Effect changed(Rules from, Rules to) {
  return UpdateFirewall{PoolName("worker"), FirewallId("1"), std::move(from), std::move(to)};
}
Effect made(Rules rules) {
  return CreateFirewall{PoolName("worker"), std::move(rules)};
}

}  // namespace

TEST_CASE("what lets more of the internet in is an opening") {
  struct Row {
    const char* that;
    Effect effect;
    std::vector<std::string> opens;
  };
  const Row rows[] = {
      {"a port opens to everybody",
       changed({tcp("22", {"10.0.0.0/8"})}, {tcp("22", {"0.0.0.0/0", "::/0"})}),
       {"tcp 22 from 0.0.0.0/0, ::/0"}},
      {"to one more office",
       changed({tcp("22", {"203.0.113.0/24"})}, {tcp("22", {"203.0.113.0/24", "198.51.100.0/24"})}),
       {"tcp 22 from 198.51.100.0/24"}},
      {"more ports for those who may come already",
       changed({tcp("80", {"0.0.0.0/0"})}, {tcp("80-81", {"0.0.0.0/0"})}),
       {"tcp 80-81 from 0.0.0.0/0"}},
      {"another protocol",
       changed({tcp("53", {"0.0.0.0/0"})}, {tcp("53", {"0.0.0.0/0"}), {"udp", "53", {"0.0.0.0/0"}}}),
       {"udp 53 from 0.0.0.0/0"}},
      {"half of the internet is not a part of the other half",
       changed({tcp("22", {"0.0.0.0/1"})}, {tcp("22", {"0.0.0.0/1", "128.0.0.0/1"})}),
       {"tcp 22 from 128.0.0.0/1"}},
      {"fewer may come",
       changed({tcp("22", {"0.0.0.0/0", "::/0"})}, {tcp("22", {"203.0.113.7/32", "2001:db8::/32"})}),
       {}},
      {"fewer ports", changed({tcp("all", {"0.0.0.0/0"})}, {tcp("22", {"0.0.0.0/0"})}), {}},
      {"the private network",
       changed({}, {tcp("all", {"10.0.0.0/8", "192.168.0.0/16", "fd00::/8", "balancer"})}),
       {}},
      {"what only looks private", changed({}, {tcp("22", {"10.0.0.0/7"})}), {"tcp 22 from 10.0.0.0/7"}},
      {"a ping", changed({}, {{"icmp", "all", {"0.0.0.0/0"}}}), {}},
      {"a new firewall for an office", made({tcp("22", {"203.0.113.0/24"})}), {}},
      {"a new firewall that lets everybody in", made({tcp("22", {"0.0.0.0/0"})}), {"tcp 22 from 0.0.0.0/0"}},
      {"the same in two halves",
       made({tcp("22", {"0.0.0.0/1", "128.0.0.0/1"})}),
       {"tcp 22 from 0.0.0.0/1, 128.0.0.0/1"}},
      {"the same by IPv6", made({tcp("22", {"2000::/3"})}), {"tcp 22 from 2000::/3"}},
      {"a firewall goes",
       DestroyFirewall{PoolName("worker"), FirewallId("1")},
       {"every port from everywhere"}},
  };
  for (const auto& row : rows) {
    INFO(row.that);
    CHECK(openings_of(row.effect) == row.opens);
  }
}

TEST_CASE("a load balancer opens a port that it did not forward before") {
  BalancerSpec from;
  from.forwarding = {{"http", 80, "http", 8080}};
  auto to = from;
  const BalancerSlot slot{PoolName("worker"), 1};
  CHECK(openings_of(UpdateBalancer{slot, LoadBalancerId("1"), from, to}).empty());
  to.forwarding.push_back({"tcp", 22, "tcp", 22});
  CHECK(openings_of(UpdateBalancer{slot, LoadBalancerId("1"), from, to}) ==
        std::vector<std::string>{"tcp 22 from everywhere, to port 22"});
}
