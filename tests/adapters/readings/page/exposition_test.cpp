#include "reconciler/adapters/readings/page/exposition.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/support/mutate_text.hpp"

using namespace muster;

TEST_CASE("a page in Prometheus' text format") {
  const std::string page =
      "# HELP node_load1 1m load average.\n# TYPE node_load1 gauge\nnode_load1 0.25\n"
      "node_a{cpu=\"0\",mode=\"idle\"} 1.5e+03\n"
      "node_b{ text = \"a \\\"b\\\" \\\\ \\n}\" , } +Inf 1764000000123\r\n"
      "node_c NaN\n\n  node_d\t-Inf\n"
      "node_e{x=\"1\"} 7 # {trace=\"1\"} 0.5\n"
      "other_metric 1\n"
      "node_last 3\n";
  const auto read = read_exposition(page, {"node_"});
  CHECK(read.unreadable.empty());
  REQUIRE(read.samples.size() == 7);
  CHECK(read.samples[0].name == "node_load1");
  CHECK(read.samples[0].value == 0.25);
  CHECK_FALSE(read.samples[0].at.has_value());
  CHECK(read.samples[1].label("mode") == "idle");
  CHECK(read.samples[1].label("nothing").empty());
  CHECK(read.samples[1].value == 1500);
  CHECK(read.samples[2].label("text") == "a \"b\" \\ \n}");
  CHECK(std::isinf(read.samples[2].value));
  CHECK(read.samples[2].at == Instant(1764000000123ms));
  CHECK(std::isnan(read.samples[3].value));
  CHECK(read.samples[4].value == -INFINITY);
  CHECK(read.samples[5].value == 7);
  CHECK(read.samples[6].value == 3);
}

TEST_CASE("OpenMetrics tells times in seconds") {
  const std::string page = "node_a 1 1764000000.5\n# EOF\n";
  const auto read = read_exposition(page, {"node_"});
  REQUIRE(read.samples.size() == 1);
  CHECK(read.samples[0].at == Instant(1764000000500ms));
}

TEST_CASE("a bad line costs itself only") {
  for (const char* line :
       {"node_x", "node_x{", "node_x{a}", "node_x{a=b} 1", "node_x{a=\"b} 1", "node_x{a=\"b\"", "node_x one",
        "node_x 1 yesterday", "node_x{a=\"b\" c=\"d\"} 1", "node_x 1e", "{} 1"}) {
    INFO(line);
    const std::string page = "node_a 1\n" + std::string(line) + "\nnode_b 2\n";
    const auto read = read_exposition(page, {"node_"});
    CHECK(read.samples.size() == 2);
    REQUIRE(read.unreadable.size() == 1);
    CHECK(read.unreadable[0].number == 2);
    CHECK(read.unreadable[0].text == line);
    CHECK_FALSE(read.unreadable[0].cut);
  }
}

TEST_CASE("an unreadable line keeps the name and the labels that can be read") {
  const auto read = read_exposition("node_x{a=\"b\"} 1,5\n", {"node_"});
  REQUIRE(read.unreadable.size() == 1);
  CHECK(read.unreadable[0].sample.name == "node_x");
  CHECK(read.unreadable[0].sample.label("a") == "b");
}

TEST_CASE("a last line without a line break is no sample, because its number may be cut") {
  struct Row {
    const char* that;
    std::string page;
    std::size_t samples, unreadable;
  };
  for (const auto& row :
       {Row{"half a number", "node_a 1\nnode_b 4.1234", 1, 1}, Row{"half a name", "node_a 1\nnod", 1, 1},
        Row{"half a label", "node_a 1\nnode_b{cpu=\"", 1, 1},
        Row{"half a line of something else", "node_a 1\nprocess_cpu", 1, 0},
        Row{"a comment", "node_a 1\n# EOF", 1, 0},
        Row{"a page that ends with its line", "node_a 1\n", 1, 0}}) {
    DYNAMIC_SECTION(row.that) {
      const auto read = read_exposition(row.page, {"node_"});
      CHECK(read.samples.size() == row.samples);
      REQUIRE(read.unreadable.size() == row.unreadable);
      for (const auto& line : read.unreadable) CHECK(line.cut);
    }
  }
}

TEST_CASE("a page that was cut or spoilt anywhere is read to its end") {
  const std::string page = "node_a{cpu=\"0\",mode=\"idle\"} 1.5e+03 1764000000123\nnode_b 2\n";
  for (std::size_t length = 0; length <= page.size(); ++length) {
    CHECK(read_exposition(std::string_view(page).substr(0, length), {"node_"}).samples.size() <= 2);
  }
}

TEST_CASE("a series that a page tells twice and differently has no value") {
  const auto read = read_exposition(
      "node_a{x=\"1\",y=\"2\"} 5\nnode_a{y=\"2\",x=\"1\"} 6\nnode_b 7\nnode_b 7\nnode_a{x=\"2\"} 8\n"
      "node_c 1\nnode_c 2\nnode_c 1\n",
      {"node_"});
  REQUIRE(read.samples.size() == 8);
  for (const std::size_t torn : {0u, 1u, 5u, 6u, 7u}) CHECK(std::isnan(read.samples[torn].value));
  CHECK(read.samples[2].value == 7);
  CHECK(read.samples[3].value == 7);
  CHECK(read.samples[4].value == 8);
}
