#pragma once

#include "reconciler/adapters/json/json_value.hpp"
#include "reconciler/adapters/plan_file/plan_file_parts.hpp"
#include "reconciler/core/base/result.hpp"
#include "reconciler/core/plan/change/change.hpp"

namespace muster {

/// Parses the output of write_effect. Fails with `invalid` if it is no effect, or refers to a position that
/// `tables` lacks.
Result<Effect> read_effect(const JsonView& view, ReadTables& tables);

}  // namespace muster
