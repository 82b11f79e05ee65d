// The words of schemas come from the tables of the program, or equal them.
#include <catch2/catch.hpp>
#include <set>

#include "reconciler/adapters/embedded/embedded_schemas.hpp"
#include "reconciler/adapters/json/json_document.hpp"
#include "reconciler/adapters/schema/schema.hpp"
#include "reconciler/adapters/schema/word_formats.hpp"
#include "reconciler/core/decide/inputs/decision.hpp"
#include "reconciler/core/plan/change/drift.hpp"
#include "reconciler/core/plan/change/plan.hpp"
#include "reconciler/core/reading/metric.hpp"
#include "reconciler/ports/provider_registry.hpp"

using namespace muster;

namespace {

using Words = std::vector<std::string>;

/// All lists of words in a schema: those under `enum`, and the names of fields under `properties`.
void collect(const JsonView& view, std::vector<Words>& lists) {
  if (view.kind() == JsonKind::array) {
    const auto items = view.items();
    REQUIRE(items.ok());
    for (const JsonView item : *items) collect(item, lists);
  }
  if (view.kind() != JsonKind::object) return;
  const auto members = view.members();
  REQUIRE(members.ok());
  for (const auto& [name, value] : *members) {
    Words words;
    if (const auto items = value.items(); name == "enum" && items) {
      for (const JsonView word : *items)
        if (word.kind() == JsonKind::text) words.push_back(*word.text());
    }
    if (const auto fields = value.members(); name == "properties" && fields) {
      for (const auto& [field, schema] : *fields) words.emplace_back(field);
    }
    if (!words.empty()) lists.push_back(std::move(words));
    collect(value, lists);
  }
}

std::vector<Words> lists_with(const std::string& schema, const std::string& word) {
  std::vector<Words> found;
  for (const auto& embedded : embedded_schemas()) {
    if (schema != embedded.name) continue;
    const auto document = JsonDocument::parse(embedded.text);
    REQUIRE(document.ok());
    collect(document->root(), found);
  }
  std::erase_if(
      found, [&](const Words& words) { return std::find(words.begin(), words.end(), word) == words.end(); });
  return found;
}

template <class Table>
std::set<std::string> words_of(const Table& table) {
  std::set<std::string> words;
  for (const auto& row : table) words.insert(row.word);
  return words;
}

}  // namespace

TEST_CASE("each list of words in a schema is that of its table") {
  struct Row {
    const char* that;
    const char* schema;
    const char* word;  ///< Only lists with this word are meant.
    std::set<std::string> expected;
  };
  const auto metrics = words_of(kMetricTable);
  auto in_policies = metrics;
  for (const auto& info : kMetricTable)
    if (!info.is_in_policies) in_policies.erase(info.word);
  for (const auto& row : {
           Row{"metrics of rules", "policy", "response_time", in_policies},
           Row{"metrics of readings", "reading", "response_time", metrics},
           Row{"metrics of evidence", "plan", "response_time", in_policies},
           Row{"metrics that Prometheus is asked for", "fleet", "response_time", metrics},
           Row{"limits of a decision", "plan", "account_limit", words_of(kClampWords)},
           Row{"verdicts of a plan", "plan", "needs_approval", words_of(kPermissionWords)},
           Row{"reactions to drift", "plan", "puts_back", words_of(kDriftActionWords)},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto lists = lists_with(row.schema, row.word);
      REQUIRE_FALSE(lists.empty());
      for (const auto& words : lists)
        CHECK(std::set<std::string>(words.begin(), words.end()) == row.expected);
    }
  }
}

TEST_CASE("the words for providers and sources come from the registry") {
  CHECK(words_of_format("provider") == provider_names());
  const auto sources = words_of_format("readings_source");
  for (const auto& cloud : provider_registry())
    CHECK((std::find(sources.begin(), sources.end(), cloud.name) != sources.end()) ==
          cloud.readings.has_value());
  CHECK(std::find(sources.begin(), sources.end(), "prometheus") != sources.end());
  CHECK(words_of_format("duration").empty());
}
