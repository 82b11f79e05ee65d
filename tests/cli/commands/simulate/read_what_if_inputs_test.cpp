#include <catch2/catch.hpp>

#include "reconciler/cli/commands/simulate/read_what_if_inputs.hpp"
#include "tests/support/builders.hpp"

using namespace muster;
using namespace muster::test;

TEST_CASE("changes of today read as percent of it") {
  struct Row {
    const char* text;
    int percent;  ///< -1: refused.
  };
  for (const auto& row :
       {Row{"x2", 200},   Row{"2x", 200},   Row{"0.5x", 50},  Row{"1.25x", 125}, Row{"x1.5", 150},
        Row{"x0", 0},     Row{"+50%", 150}, Row{"-20%", 80},  Row{"+0%", 100},   Row{"x1000", 100000},
        Row{"x1001", -1}, Row{"-101%", -1}, Row{"2", -1},     Row{"x", -1},      Row{"50%", -1},
        Row{"+x", -1},    Row{"-2x", -1},   Row{"+2x", -1},   Row{"x2x", -1},    Row{"1001x", -1},
        Row{"", -1},      Row{"x-1", -1},   Row{"+0.5%", -1}, Row{"x1.005", -1}}) {
    const auto percent = parse_percent_of_today(row.text);
    INFO(row.text);
    CHECK((percent ? *percent : -1) == row.percent);
  }
}

TEST_CASE("the flags of what-if read together, and each says what it expects") {
  WhatIfOptions options;
  options.load = "x2";
  options.price = "+10%";
  options.cap = "$200/month";
  options.region_lost = {"nyc3"};
  options.agents = {"60"};
  const auto imagined = read_what_if_inputs(options, a_fleet());
  REQUIRE(imagined.ok());
  CHECK(describe(*imagined) == std::vector<std::string>{"load x2", "region nyc3 lost", "prices +10%",
                                                        "cap $200/month", "60 agents in pool worker"});
  struct Row {
    const char* that;
    void (*spoil)(WhatIfOptions&);
    const char* what;
  };
  for (const auto& row : {
           Row{"a load", [](WhatIfOptions& o) { o.load = "2"; },
               "--load \"2\": expected such as x2, x0.5, +50% or -20%"},
           Row{"a price", [](WhatIfOptions& o) { o.price = "10%"; },
               "--price \"10%\": expected such as +10%, -5% or x1.2"},
           Row{"a cap", [](WhatIfOptions& o) { o.cap = "200/week"; },
               "--cap \"200/week\": expected dollars a month such as $200"},
           Row{"agents", [](WhatIfOptions& o) { o.agents = {"many"}; },
               "--agents \"many\": expected a number such as 60, or worker=60"},
           Row{"nothing", [](WhatIfOptions& o) { o = {}; },
               "no assumption is given: expected at least one of --load, --region-lost, --price, --cap, "
               "--agents"},
       }) {
    DYNAMIC_SECTION(row.that) {
      auto spoilt = options;
      row.spoil(spoilt);
      const auto read = read_what_if_inputs(spoilt, a_fleet());
      REQUIRE_FALSE(read.ok());
      CHECK(read.error().what == row.what);
    }
  }
  auto fleet = a_fleet();
  fleet.pools.push_back(a_pool("web"));
  CHECK_FALSE(read_what_if_inputs(options, fleet).ok());
  options.agents = {"web=3"};
  CHECK(read_what_if_inputs(options, fleet).ok());
}
