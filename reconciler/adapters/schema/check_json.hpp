#pragma once

#include <string>

#include "reconciler/core/base/result.hpp"

namespace muster {

/// Checks a JSON text against the embedded schema of that name. Fails with `invalid`, with the path and the
/// violated rule, and with `not_found` for an unknown schema.
Result<Done> check_json_text(const std::string& schema_name, const std::string& text);

/// The same against the text of a schema (draft 4). Fails with `invalid`.
Result<Done> check_json_against(const std::string& schema_text, const std::string& text);

}  // namespace muster
