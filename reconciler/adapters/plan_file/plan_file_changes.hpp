#pragma once

#include "reconciler/adapters/json/json_value.hpp"
#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/adapters/plan_file/plan_file_parts.hpp"
#include "reconciler/core/base/result.hpp"
#include "reconciler/core/plan/change.hpp"

namespace muster {

/// Writes a change; its causes and specs are meant by their position in `tables`.
void write_change(JsonWriter& out, const Change& change, const PlanTables& tables);
/// Reads a change as write_change writes it. Fails with `invalid` when it is not one, or shows something else
/// than its effect.
Result<Change> read_change(const JsonView& view, ReadTables& tables);

}  // namespace muster
