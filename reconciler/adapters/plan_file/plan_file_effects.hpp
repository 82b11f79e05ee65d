#pragma once

#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/adapters/plan_file/plan_file_parts.hpp"
#include "reconciler/core/plan/change/change.hpp"

namespace muster {

/// Writes an effect; it refers to machine specs by their position in `tables`.
void write_effect(JsonWriter& out, const Effect& effect, const PlanTables& tables);

}  // namespace muster
