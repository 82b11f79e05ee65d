#pragma once

#include <string>

#include "reconciler/core/plan/change/plan.hpp"

namespace muster {

/// Returns a plan as canonical JSON (schemas/plan.schema.json): UTF-8, members in a fixed order, two spaces
/// of indentation, a line break at the end. Equal plans result in equal bytes. Names are those of Terraform
/// where the meaning is equal. Fails with `invalid` if a text in the plan is not UTF-8, because it could not
/// be read back unchanged.
Result<std::string> write_plan(const Plan& plan);

/// Parses the output of `write_plan` with any layout. Fails with `invalid`, with file and position, if it is
/// not JSON, and with `unsupported` if a newer muster wrote it. Fails with `denied` if it is not a plan, if
/// its content does not match its id (it was edited), or if the parts for readers (before, after, actions) do
/// not match its effect.
Result<Plan> read_plan(std::string text, const std::string& file);

/// Writes the plan to a file atomically, as write_whole_file does, and reads it. Saving fails as write_plan
/// and write_whole_file do, loading as read_whole_file and read_plan do.
Result<Done> save_plan(const Plan& plan, const std::string& file);
Result<Plan> load_plan(const std::string& file);

}  // namespace muster
