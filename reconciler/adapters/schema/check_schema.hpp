#pragma once

#include <string>

#include "reconciler/adapters/schema/schema.hpp"
#include "reconciler/adapters/yaml/yaml_document.hpp"

namespace muster {

/// Returns all problems of a file against a schema, in the order of the file. Each has its position, the
/// expected value in the words of the schema's descriptions, and the nearest valid word.
///
/// The schema determines the type of a scalar: `12` is text where text is expected and a number where a
/// number is expected. `"12"` is never a number and `yes` never true (YAML 1.2).
Diagnostics check_schema(const YamlFile& file, const SchemaDocument& schema);

/// The same against the embedded schema `name`; an unknown name is a problem too.
Diagnostics check_schema(const YamlFile& file, const std::string& name);

}  // namespace muster
