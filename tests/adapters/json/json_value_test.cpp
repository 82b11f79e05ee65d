#include "reconciler/adapters/json/json_value.hpp"
#include "reconciler/adapters/json/json_document.hpp"

#include <catch2/catch.hpp>

#include "reconciler/adapters/json/decimal.hpp"
#include "reconciler/adapters/json/json_fields.hpp"

using namespace muster;

namespace {

const char* const kDroplets = R"({
  "droplets": [
    {"id": 3164494, "name": "example.com", "size": {"slug": "s-1vcpu-1gb", "price_hourly": 0.00743999984115362},
     "locked": false, "tags": ["web", "env:\"prod\""], "vpc_uuid": null},
    {"id": 3164495, "name": "caf\u00e9 \ud83d\ude00", "size": 7, "locked": true, "tags": []}
  ],
  "meta": {"total": 2e0, "load": "85.3", "balance": "-23.4450005"}
})";

JsonDocument document(const char* text) {
  auto parsed = JsonDocument::parse(text);
  REQUIRE(parsed.ok());
  return *std::move(parsed);
}

}  // namespace

TEST_CASE("a JSON text is read field by field") {
  const auto parsed = document(kDroplets);
  const auto droplets = parsed.root().field("droplets").items();
  REQUIRE(droplets.ok());
  REQUIRE(droplets->size() == 2);
  std::vector<std::int64_t> ids;
  for (const JsonView droplet : *droplets) ids.push_back(*droplet.field("id").integer());
  CHECK(ids == std::vector<std::int64_t>{3164494, 3164495});

  const JsonView first = *droplets->begin();
  CHECK(*first.field("name").text() == "example.com");
  CHECK(*first.field("locked").boolean() == false);
  CHECK(first.field("vpc_uuid").is_null());
  CHECK(first.field("vpc_uuid").absent_or_null());
  CHECK_FALSE(first.field("nothing").exists());
  CHECK(*first.field("size").field("price_hourly").money() == Money::micros(7440));
  CHECK(*first.field("size").field("price_hourly").decimal() == "0.00743999984115362");
  CHECK(*first.field("size").field("price_hourly").number() == Approx(0.00744));
  CHECK(*(*++first.field("tags").items()->begin()).text() == "env:\"prod\"");
  CHECK(*(*++droplets->begin()).field("name").text() == "caf\xc3\xa9 \xf0\x9f\x98\x80");

  const auto meta = parsed.root().field("meta");
  CHECK(*meta.field("total").integer() == 2);
  CHECK(*meta.field("load").measure() == Measure::milli(85300));
  CHECK(*meta.field("balance").money() == Money::micros(-23'445'001));
  CHECK(*meta.field("region").text_or("nyc3") == "nyc3");
  CHECK(*meta.field("total").integer_or(9) == 2);
  CHECK_FALSE(meta.field("total").text_or("nyc3").ok());

  std::vector<std::string> names;
  const auto members = meta.members();
  for (const auto& [name, value] : *members) names.emplace_back(name);
  CHECK(names == std::vector<std::string>{"total", "load", "balance"});
}

TEST_CASE("every error says where") {
  const auto parsed = document(kDroplets);
  const auto root = parsed.root();
  const auto second = *++root.field("droplets").items()->begin();
  CHECK(second.field("size").text().error().what == "droplets[1].size: expected text, got number");
  CHECK(second.field("size").field("slug").text().error().what ==
        "droplets[1].size.slug: expected text, got nothing");
  CHECK(second.field("name").integer().error().what == "droplets[1].name: expected whole number, got text");
  CHECK(root.field("a").field("b").items().error().what == "a: expected array, got nothing");
  CHECK(root.text().error().what == "expected text, got object");
  CHECK(root.field("droplets").error("too many").what == "droplets: too many");
  CHECK((*++root.field("droplets").items()->begin()).field("tags").path() == "droplets[1].tags");
  const auto price = (*root.field("droplets").items()->begin()).field("size").field("price_hourly");
  CHECK(price.integer().error().what ==
        "droplets[0].size.price_hourly: expected whole number within 64 bits, got 0.00743999984115362");
}

TEST_CASE("fields read in a breath remember the first that was wrong") {
  const auto parsed = document(R"({"a": "x", "n": 3, "flag": true})");
  JsonFields good(parsed.root());
  CHECK(good.text("a") == "x");
  CHECK(good.integer("n") == 3);
  CHECK(good.boolean("flag"));
  CHECK(good.text_or("b", "y") == "y");
  CHECK_FALSE(good.failed());

  JsonFields bad(parsed.root());
  CHECK(bad.integer("a") == 0);
  CHECK(bad.text("b").empty());
  REQUIRE(bad.failed());
  CHECK(bad.error().what == "a: expected whole number, got text");
}

TEST_CASE("what is not JSON is refused with its place") {
  struct Row {
    const char* that;
    std::string text;
    const char* message;
  };
  for (const auto& row : {
           Row{"nothing at all", "", "line 1, column 1"},
           Row{"a comma too many", "{\"a\": 1,\n \"b\": [1, 2,]}", "line 2, column 13"},
           Row{"after an escaped line break",
               R"({"a": "x\ny\nz", "b": )"
               "\n ?}",
               "line 2, column 2"},
           Row{"two values", "{} {}", "line 1, column 4"},
           Row{"a string without its end", "[\"abc", "line 1"},
           Row{"the second half of a character alone", R"(["a \\uD83D \udf26"])",
               "half of a character at line 1, column 13"},
           Row{"the first half of a character alone", R"({"a": "\ud83d\u0041"})",
               "half of a character at line 1, column 8"},
           Row{"bytes that are not UTF-8", "[\"ok\",\n\"\xff\"]", "not UTF-8 at line 2, column 2"},
           Row{"a NUL byte", std::string("[1,\0 2]", 7), "a NUL byte at line 1, column 4"},
           Row{"a lone surrogate", R"(["\ud800"])", "line 1"},
           Row{"not a number", "[NaN]", "line 1, column 2"},
           Row{"nesting without end", std::string(100'000, '['), "nested deeper than 128"},
           Row{"objects without end",
               [] {
                 std::string text;
                 for (int i = 0; i < 100'000; ++i) text += "{\"a\":";
                 return text;
               }(),
               "nested deeper than 128"},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto parsed = JsonDocument::parse(row.text);
      REQUIRE_FALSE(parsed.ok());
      CHECK(parsed.error().kind == ErrorKind::invalid);
      CHECK_THAT(parsed.error().what, Catch::Matchers::Contains(row.message));
    }
  }
  CHECK_FALSE(JsonDocument::parse("[1,2,3]", {.bytes = 6}).ok());
  CHECK(JsonDocument::parse("[1,2,3]", {.bytes = 7}).ok());
  CHECK(JsonDocument::parse("[[[1]]]", {.depth = 3}).ok());
  CHECK_FALSE(JsonDocument::parse("[[[1]]]", {.depth = 2}).ok());
}

TEST_CASE("numbers keep their digits") {
  struct Row {
    const char* text;
    std::optional<std::int64_t> whole;
    std::optional<std::int64_t> micros;
  };
  for (const auto& row : {
           Row{"0", 0, 0},
           Row{"-0", 0, 0},
           Row{"9223372036854775807", 9223372036854775807, std::nullopt},
           Row{"9223372036854775808", std::nullopt, std::nullopt},
           Row{"-9223372036854775807", -9223372036854775807, std::nullopt},
           Row{"0.0000005", std::nullopt, 1},
           Row{"0.00000049999999999999999", std::nullopt, 0},
           Row{"-0.0000005", std::nullopt, -1},
           Row{"1e3", 1000, 1'000'000'000},
           Row{"1.5E+1", 15, 15'000'000},
           Row{"1e-6", std::nullopt, 1},
           Row{"5e-7", std::nullopt, 1},
           Row{"5e-8", std::nullopt, 0},
           Row{"1e400", std::nullopt, std::nullopt},
           Row{"0e400", 0, 0},
           Row{"1e-999999999999", std::nullopt, 0},
           Row{"1e999999999999", std::nullopt, std::nullopt},
           Row{"100.000", 100, 100'000'000},
           Row{"0.01786", std::nullopt, 17'860},
           Row{"0.00595238095238095", std::nullopt, 5'952},
       }) {
    DYNAMIC_SECTION(row.text) {
      CHECK(exact_decimal(row.text, 0) == row.whole);
      CHECK(scaled_decimal(row.text, 6) == row.micros);
    }
  }
}
