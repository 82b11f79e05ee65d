#pragma once

#include <string>
#include <vector>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/plan/approval/statement.hpp"

namespace muster {

/// Returns the file for the approvals of a saved plan: beside the plan, with its name and ".approvals".
std::string approvals_file_of(const std::string& plan_file);

/// Returns signed statements as JSON (schemas/approvals.schema.json).
std::string write_approvals(const std::vector<SignedStatement>& statements);
/// Parses them. Fails with `invalid`, with file and position.
Result<std::vector<SignedStatement>> read_approvals(const std::string& text, const std::string& file);

/// Returns the statements of a file; empty if there is no file. Fails as read_approvals and read_whole_file
/// do.
Result<std::vector<SignedStatement>> load_approvals(const std::string& file);
/// Adds a statement to a file atomically; creates the file if needed. Fails as load_approvals and
/// write_whole_file do.
Result<Done> add_approval(const SignedStatement& said, const std::string& file);

}  // namespace muster
