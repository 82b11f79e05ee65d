#pragma once

#include "reconciler/adapters/json/json_value.hpp"
#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/core/base/result.hpp"
#include "reconciler/core/plan/change/drift.hpp"

namespace muster {

/// Writes a drift with its attributes.
void write_drift(JsonWriter& out, const Drift& drift);
/// Parses the output of write_drift. Fails with `invalid`.
Result<Drift> read_drift(const JsonView& view);

}  // namespace muster
