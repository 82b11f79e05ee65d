#pragma once

#include "reconciler/adapters/json/json_value.hpp"
#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/adapters/plan_file/plan_file_parts.hpp"
#include "reconciler/core/base/result.hpp"
#include "reconciler/core/decide/inputs/decision.hpp"

namespace muster {

/// Writes a decision; it refers to causes by their position in `tables`.
void write_decision(JsonWriter& out, const Decision& decision, const PlanTables& tables);
/// Parses the output of write_decision. Fails with `invalid`.
Result<Decision> read_decision(const JsonView& view, ReadTables& tables);

}  // namespace muster
