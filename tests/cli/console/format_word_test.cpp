#include "reconciler/cli/console/format_word.hpp"

#include <catch2/catch.hpp>

using namespace muster;

TEST_CASE("a dash is no file, and both meanings have another spelling") {
  const auto message = mistaken_for_format("-", "-o");
  CHECK_THAT(message, Catch::Contains("-o /dev/stdout") && Catch::Contains("-o ./-"));
}

TEST_CASE("a format is not taken for the name of a file") {
  for (const char* word : {"json", "yaml", "text", "markdown", "JSON", "yml", "md", "wide", "name", "table",
                           "jsonpath={.items}", "ndjson"}) {
    INFO(word);
    const auto told = mistaken_for_format(word, "-o");
    CHECK_THAT(told, Catch::Contains("is a format, not a file"));
    CHECK_THAT(told, Catch::EndsWith(std::string("-o ./") + word));
  }
  CHECK_THAT(mistaken_for_format("json", "-o"), Catch::Contains("did you mean --format json?"));
  CHECK_THAT(mistaken_for_format("markdown", "-o"), Catch::Contains("did you mean --format markdown?"));
  for (const char* name : {"plan.json", "./json", "out/json", "json.plan", "plan", "yaml=1", "/tmp/text"}) {
    INFO(name);
    CHECK(mistaken_for_format(name, "-o").empty());
  }
}
