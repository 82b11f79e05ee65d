#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/adapters/json/json_document.hpp"

#include <catch2/catch.hpp>

#include "reconciler/core/base/utf8.hpp"

using namespace muster;

namespace {

std::string sample(JsonLayout layout) {
  JsonWriter out(layout);
  out.begin_object();
  out.key("name").text("worker/1");
  out.key("cost").money(Money::micros(35'710));
  out.key("cpu").measure(Measure::milli(85'300));
  out.key("at").instant(*parse_instant("2026-11-23T20:00:00Z"));
  out.key("list").begin_array().integer(-1).boolean(true).null().begin_object().end_object().end_array();
  out.key("none").begin_array().end_array();
  out.end_object();
  return std::move(out).finish();
}

}  // namespace

TEST_CASE("JSON has one layout for people and one for the wire") {
  CHECK(
      sample(JsonLayout::compact) ==
      R"({"name":"worker/1","cost":0.03571,"cpu":85.3,"at":"2026-11-23T20:00:00Z","list":[-1,true,null,{}],"none":[]})");
  CHECK(sample(JsonLayout::pretty) == R"({
  "name": "worker/1",
  "cost": 0.03571,
  "cpu": 85.3,
  "at": "2026-11-23T20:00:00Z",
  "list": [
    -1,
    true,
    null,
    {}
  ],
  "none": []
}
)");
}

TEST_CASE("whatever the text, it comes back the same") {
  std::string all;
  for (int c = 0; c < 128; ++c) all.push_back(static_cast<char>(c));
  for (const std::string& text :
       {all, std::string("\xc3\xa9 \xf0\x9f\x98\x80"), std::string(), std::string("</script>")}) {
    JsonWriter out(JsonLayout::compact);
    out.text(text);
    const auto read = JsonDocument::parse(std::move(out).finish());
    REQUIRE(read.ok());
    CHECK(*read->root().text() == text);
  }
}

TEST_CASE("bytes that are not UTF-8 never reach a file") {
  JsonWriter out(JsonLayout::compact);
  out.text("a\xff\xed\xa0\x80z");
  CHECK(std::move(out).finish() == "\"a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdz\"");
}

TEST_CASE("UTF-8 is told from what is not") {
  using namespace std::string_literals;
  for (const auto& good :
       {""s, "ascii"s, "\x7f"s, "\xc2\x80"s, "\xe0\xa0\x80"s, "\xed\x9f\xbf"s, "\xef\xbf\xbd"s,
        "\xf0\x90\x80\x80"s, "\xf4\x8f\xbf\xbf"s, "longer than eight \xc3\xa9 and more"s})
    CHECK_FALSE(first_invalid_utf8(good).has_value());
  for (const auto& bad :
       {"\x80"s, "\xc0\x80"s, "\xc1\xbf"s, "\xe0\x9f\xbf"s, "\xed\xa0\x80"s, "\xf0\x8f\xbf\xbf"s,
        "\xf4\x90\x80\x80"s, "\xf5\x80\x80\x80"s, "\xff"s, "\xc3"s, "\xe2\x82"s, "\xf0\x9f\x98"s})
    CHECK(first_invalid_utf8("eight or more bytes " + bad) == 20);
}

TEST_CASE("what a terminal would act on is spelt out, and comes back the same") {
  struct Row {
    std::string text;
    std::string json;
  };
  const std::vector<Row> rows = {
      {"\x1b[2J\x7f", R"("\u001b[2J\u007f")"},
      {"\u009b31m", R"("\u009b31m")"},
      {"\u202eexe\u2066\u2028", R"("\u202eexe\u2066\u2028")"},
      {"\xf3\xa0\x81\x81", R"("\udb40\udc41")"},
      {"größer → 🚀", R"("größer → 🚀")"},
  };
  for (const auto& row : rows) {
    JsonWriter out(JsonLayout::compact);
    out.text(row.text);
    const auto json = std::move(out).finish();
    CHECK(json == row.json);
    const auto read = JsonDocument::parse(json);
    REQUIRE(read.ok());
    CHECK(*read->root().text() == row.text);
  }
}
