#pragma once

#include <vector>

namespace muster {

/// One file of schemas/, as the build embedded it.
struct EmbeddedSchema {
  const char* name;  ///< "fleet" for schemas/fleet.schema.json.
  const char* text;  ///< The whole JSON text.
};

/// Returns all schemas, sorted by name.
const std::vector<EmbeddedSchema>& embedded_schemas();

}  // namespace muster
