#pragma once

#include <string>

#include "reconciler/adapters/schema/schema.hpp"
#include "reconciler/adapters/yaml/yaml_document.hpp"

namespace muster {

/// Every mistake of a file against a schema, in the order of the file: each with its place, what was
/// expected in the words of the schema's own descriptions, and the nearest word that would have been right.
///
/// Scalars are read as what the schema wants: `12` is text where text is wanted and a number where a number
/// is; `"12"` is never a number and `yes` never true (YAML 1.2).
Diagnostics check_schema(const YamlFile& file, const SchemaDocument& schema);

/// The same against the schema the build embedded as `name`; a name that is not there is a problem too.
Diagnostics check_schema(const YamlFile& file, const std::string& name);

}  // namespace muster
