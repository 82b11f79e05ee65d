#pragma once

#include <string>
#include <vector>

#include "reconciler/adapters/schema/schema.hpp"
#include "reconciler/adapters/yaml/yaml_node.hpp"

namespace muster {

/// "a whole number", "text", ...
const char* phrase_of(SchemaType type);

/// Returns the expected value of a schema as text, with its description: "a whole number from 1 to 100:
/// fewest machines the pool keeps".
std::string phrase_of(const Schema& schema);

/// Returns the actual value as text: "\"abc\"", "a list", "nothing".
std::string phrase_of(const YamlNode& node);

/// "a, b or c".
std::string listed(const std::vector<std::string>& words);

/// "did you mean \"replicas\"?"; "" if no known word is near.
std::string did_you_mean(const std::string& word, const std::vector<std::string>& known);

}  // namespace muster
