#pragma once

#include <string_view>

#include "reconciler/adapters/json/json_value.hpp"
#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/core/base/result.hpp"
#include "reconciler/core/plan/change/plan.hpp"

namespace muster {

/// Writes the pools below their minimum and the blind rules of a plan, if there are any.
void write_findings(JsonWriter& out, const Plan& plan);
/// Reads both into `plan`, whose warnings are read already. Files of version 1.0 have them only as warnings.
/// Fails with `invalid` if they do not agree with the warnings.
Result<Done> read_findings(const JsonView& root, std::string_view version, Plan& plan);

}  // namespace muster
