#pragma once

#include <string>

#include "reconciler/core/plan/plan.hpp"

namespace muster {

/// A plan as canonical JSON (schemas/plan.schema.json): UTF-8, members in a fixed order, two spaces of
/// indentation, a line break at the end; equal plans give equal bytes. Terraform's names where the meaning is
/// the same. Fails with `invalid` when a text in the plan is not UTF-8: it could not be read back as it was.
Result<std::string> write_plan(const Plan& plan);

/// Reads what `write_plan` wrote, however it is laid out. Fails with `invalid`, naming file and place, when
/// it is not JSON, with `unsupported` when a newer muster wrote it, and with `denied` when it is not a plan;
/// when its content does not give its own id, which means that it was edited; and when what it shows to
/// readers (before, after, actions) is not what it would do.
Result<Plan> read_plan(std::string text, const std::string& file);

/// Writes the plan so that the file is whole at every moment: beside it first, flushed to the disk, renamed.
Result<Done> save_plan(const Plan& plan, const std::string& file);

Result<Plan> load_plan(const std::string& file);

}  // namespace muster
