#include <catch2/catch.hpp>

#include "reconciler/adapters/json/json_document.hpp"
#include "reconciler/adapters/json/json_value.hpp"
#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/adapters/schema/check_json.hpp"
#include "reconciler/adapters/yaml/yaml_document.hpp"
#include "tests/support/mutate_text.hpp"

using namespace muster;

namespace {

const char* const kDroplet =
    R"({"droplets": [{"id": 3164494, "name": "worker-1 \u00e9\n\"x\"", "memory": 1024,
  "region": {"slug": "nyc3", "features": ["backups", "ipv6"], "available": true}, "size": {"price_hourly": 0.00743999984115362},
  "networks": {"v4": [{"ip_address": "104.236.32.182", "netmask": null}], "v6": []}, "tags": [], "vpc_uuid": null}],
  "links": {}, "meta": {"total": 1e0}})";

/// Visits every value, asking each for everything.
std::size_t visit(JsonView view, JsonWriter& copy) {
  std::size_t values = 1;
  (void)view.money().ok();
  (void)view.measure().ok();
  (void)view.integer().ok();
  (void)view.number().ok();
  switch (view.kind()) {
    case JsonKind::object: {
      copy.begin_object();
      const auto members = view.members();
      for (const auto& [name, value] : *members) {
        copy.key(name);
        values += visit(value, copy);
      }
      copy.end_object();
      return values;
    }
    case JsonKind::array: {
      copy.begin_array();
      const auto items = view.items();
      for (const JsonView item : *items) values += visit(item, copy);
      copy.end_array();
      return values;
    }
    case JsonKind::text:
      copy.text(*view.text_view());
      return values;
    case JsonKind::number:
      copy.decimal(*view.decimal());
      return values;
    case JsonKind::boolean:
      copy.boolean(*view.boolean());
      return values;
    default:
      copy.null();
      return values;
  }
}

std::string copied(JsonView view) {
  JsonWriter copy(JsonLayout::compact);
  (void)visit(view, copy);
  return std::move(copy).finish();
}

}  // namespace

TEST_CASE("spoilt JSON gives a document or a located error, never anything else") {
  TextMutator mutate(2026);
  int documents = 0;
  int refused = 0;
  for (int i = 0; i < 20'000; ++i) {
    const auto text = mutate(kDroplet);
    INFO(text);
    const auto parsed = JsonDocument::parse(text);
    const auto valid = check_json_against("{}", text);
    if (!parsed) {
      REQUIRE(parsed.error().what.find("line ") != std::string::npos);
      ++refused;
      continue;
    }
    REQUIRE(valid.ok());
    // What is read, written and read again is the same.
    const auto once = copied(parsed->root());
    const auto again = JsonDocument::parse(once);
    REQUIRE(again.ok());
    REQUIRE(copied(again->root()) == once);
    ++documents;
  }
  CHECK(documents > 500);
  CHECK(refused > 2'000);
}

TEST_CASE("a JSON text cut anywhere is refused") {
  const std::string text = kDroplet;
  for (std::size_t length = 0; length < text.size(); ++length) {
    INFO(length);
    CHECK_FALSE(JsonDocument::parse(text.substr(0, length)).ok());
    CHECK_FALSE(check_json_against("{}", text.substr(0, length)).ok());
  }
}
