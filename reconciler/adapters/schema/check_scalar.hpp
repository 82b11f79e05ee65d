#pragma once

#include <optional>

#include "reconciler/adapters/schema/schema.hpp"
#include "reconciler/adapters/yaml/yaml_node.hpp"

namespace muster {

/// As what a value counts under a schema: one of the types it wants, the most specific first. Nothing when
/// it is none of them.
std::optional<SchemaType> type_under(const YamlNode& node, const Schema& schema);

/// What is wrong with a value as such; what is inside it is another's business.
struct ValueProblem {
  std::string summary;
  std::string hint{};
};

/// The first rule about type, words, bounds, length, pattern or format that the value breaks.
std::optional<ValueProblem> check_value(const YamlNode& node, const Schema& schema);

}  // namespace muster
