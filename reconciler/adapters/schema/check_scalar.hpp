#pragma once

#include <optional>

#include "reconciler/adapters/schema/schema.hpp"
#include "reconciler/adapters/yaml/yaml_node.hpp"

namespace muster {

/// Returns the type of a value under a schema: one of the schema's types, the most specific first. nullopt if
/// it has none of them.
std::optional<SchemaType> type_under(const YamlNode& node, const Schema& schema);

/// The problem of a value itself, without its content.
struct ValueProblem {
  std::string summary;
  std::string hint{};
};

/// Returns the first violated rule about type, words, bounds, length, pattern or format.
std::optional<ValueProblem> check_value(const YamlNode& node, const Schema& schema);

}  // namespace muster
