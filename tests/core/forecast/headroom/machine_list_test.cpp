#include "reconciler/core/forecast/headroom/machine_list.hpp"

#include <catch2/catch.hpp>

using namespace muster::forecast;

namespace {

std::vector<double> vcpus_of(const std::vector<SpareMachine>& machines) {
  std::vector<double> vcpus;
  for (const auto& machine : machines) vcpus.push_back(machine.vcpus);
  return vcpus;
}

}  // namespace

TEST_CASE("a gap is ordered in machines of 8, 4, 2 and 1, the last one whole") {
  using Sizes = std::vector<int>;
  CHECK(sizes_for(0).empty());
  CHECK(sizes_for(-3).empty());
  CHECK(sizes_for(0.2) == Sizes{1});
  CHECK(sizes_for(2.5) == Sizes{2, 1});
  CHECK(sizes_for(21) == Sizes{8, 8, 4, 1});
}

TEST_CASE("the largest machines leave first, of those as large the oldest, and never more than is spare") {
  const std::vector<SpareMachine> machines = {{2, 10, 0}, {8, 30, 1}, {4, 20, 2}, {4, 5, 3}};
  CHECK(vcpus_of(leaving(machines, 7)) == std::vector<double>{4, 2});
  CHECK(leaving(machines, 4).front().place == 3);
  CHECK(vcpus_of(leaving(machines, 100)) == std::vector<double>{8, 4, 4, 2});
  CHECK(leaving(machines, 1.9).empty());
}

TEST_CASE("a machine too large to go is exchanged where that pays within a small machine's least charge") {
  struct Row {
    std::string that;
    std::vector<SpareMachine> machines;
    double spare;
    int lead;
    double ordered;
  };
  for (const auto& row : {
           Row{"3 of 8 are spare and boot takes a minute: 5 are ordered", {{8, 0, 0}}, 3.4, 2, 5},
           Row{"the smallest that is too large is the one", {{8, 0, 0}, {4, 0, 1}}, 3, 2, 1},
           Row{"less than a vCPU is spare: nothing", {{8, 0, 0}}, 0.9, 2, 0},
           Row{"everything could go as it is: nothing", {{2, 0, 0}}, 2, 2, 0},
           Row{"no machine may go: nothing", {}, 5, 2, 0},
           Row{"1 of 8 with an hour's boot: 7 for an hour cost more", {{8, 0, 0}}, 1, 120, 0},
       }) {
    INFO(row.that);
    CHECK(to_exchange(row.machines, row.spare, row.lead) == Approx(row.ordered));
  }
}
