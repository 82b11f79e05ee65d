#pragma once

#include <string>

#include "reconciler/core/base/result.hpp"

namespace muster {

/// Whether a JSON text obeys the schema the build embedded under that name. Fails with `invalid`, naming the
/// path and the rule it broke.
Result<Done> check_json_text(const std::string& schema_name, const std::string& text);

/// The same against the text of a schema (draft 4).
Result<Done> check_json_against(const std::string& schema_text, const std::string& text);

}  // namespace muster
