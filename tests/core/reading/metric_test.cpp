#include "reconciler/core/reading/metric.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "reconciler/core/fleet/catalogue/price_list.hpp"

using namespace muster;

TEST_CASE("each metric has one row, with a word of its own") {
  std::set<std::string> words;
  for (const auto& info : kMetricTable) {
    INFO(info.word);
    CHECK(words.insert(info.word).second);
    CHECK(metric_of(info.word) == info.metric);
    CHECK(std::string(to_string(info.metric)) == info.word);
  }
  CHECK(words.size() == metric_words().size());
  CHECK_FALSE(metric_of("").has_value());
  CHECK_FALSE(metric_of("CPU").has_value());
}

TEST_CASE("the capacity of a size follows from the part that the metric loads") {
  SizeOffer size;
  size.vcpus = 4;
  size.memory_mib = 8192;
  struct Row {
    const char* that;
    Metric metric;
    std::int64_t expected;
  };
  for (const auto& row : {
           Row{"cpu loads processors", Metric::cpu, 4},
           Row{"response time falls with more processors", Metric::response_time, 4},
           Row{"memory loads memory", Metric::memory, 8192},
           Row{"agents are counted on each machine", Metric::agents, 1},
           Row{"no size relieves a data disk", Metric::disk, 0},
           Row{"nor the space that logs use", Metric::log_used, 0},
       }) {
    DYNAMIC_SECTION(row.that) {
      CHECK(capacity_of(size, row.metric) == row.expected);
    }
  }
}

TEST_CASE("every source of whole machines reports the usual metrics") {
  CHECK(usual_metrics() == std::vector{Metric::cpu, Metric::memory, Metric::disk, Metric::disk_used});
}
