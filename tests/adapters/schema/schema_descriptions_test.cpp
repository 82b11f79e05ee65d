#include <catch2/catch.hpp>

#include "reconciler/adapters/schema/schema.hpp"

using namespace muster;

namespace {

/// Every field without a sentence of its own or of the definition it refers to.
void collect_silent(const SchemaDocument& document, const Schema& reference, const std::string& path,
                    std::vector<std::string>& silent) {
  const auto& schema = document.follow(reference);
  if (!schema.description.ends_with('.') && !schema.description.ends_with('*')) silent.push_back(path);
  for (const auto& [name, field] : schema.properties)
    collect_silent(document, *field, path + "." + name, silent);
  if (schema.items) collect_silent(document, *schema.items, path + "[]", silent);
}

}  // namespace

TEST_CASE("every field of a declared file has a sentence, and no other fields are let in") {
  for (const auto* name : {"fleet", "policy", "prices", "faults"}) {
    const auto schema = embedded_schema(name);
    REQUIRE(schema.ok());
    std::vector<std::string> silent;
    collect_silent(**schema, *(*schema)->root, name, silent);
    CHECK(silent == std::vector<std::string>{});
    CHECK((*schema)->root->closed);
    for (const auto& [definition, part] : (*schema)->definitions) {
      INFO(definition);
      CHECK((part->closed || part->properties.empty()));
    }
  }
}
