#pragma once

#include "reconciler/adapters/json/json_value.hpp"
#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/adapters/plan_file/plan_file_parts.hpp"
#include "reconciler/core/base/result.hpp"
#include "reconciler/core/plan/change/change.hpp"

namespace muster {

/// Writes a change; it refers to causes and specs by their position in `tables`.
void write_change(JsonWriter& out, const Change& change, const PlanTables& tables);
/// Parses the output of write_change. Fails with `invalid` if it is no change, or if it shows something else
/// than its effect.
Result<Change> read_change(const JsonView& view, ReadTables& tables);

}  // namespace muster
