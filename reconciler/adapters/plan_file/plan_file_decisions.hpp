#pragma once

#include "reconciler/adapters/json/json_value.hpp"
#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/adapters/plan_file/plan_file_parts.hpp"
#include "reconciler/core/base/result.hpp"
#include "reconciler/core/decide/inputs/decision.hpp"

namespace muster {

/// Writes a decision; its causes are meant by their position in `tables`.
void write_decision(JsonWriter& out, const Decision& decision, const PlanTables& tables);
/// Reads a decision as write_decision writes it. Fails with `invalid` when it is not one.
Result<Decision> read_decision(const JsonView& view, ReadTables& tables);

}  // namespace muster
