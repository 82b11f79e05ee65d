#pragma once

#include "reconciler/adapters/json/json_value.hpp"
#include "reconciler/adapters/plan_file/plan_file_parts.hpp"
#include "reconciler/core/base/result.hpp"
#include "reconciler/core/plan/change.hpp"

namespace muster {

/// Reads an effect as write_effect writes it. Fails with `invalid` when it is not one, or names a position
/// that `tables` lacks.
Result<Effect> read_effect(const JsonView& view, ReadTables& tables);

}  // namespace muster
