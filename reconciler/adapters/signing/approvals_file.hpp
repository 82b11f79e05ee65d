#pragma once

#include <string>
#include <vector>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/plan/statement.hpp"

namespace muster {

/// Where the approvals of a saved plan are kept: beside it, under its name and ".approvals".
std::string approvals_file_of(const std::string& plan_file);

/// Signed statements as JSON (schemas/approvals.schema.json).
std::string write_approvals(const std::vector<SignedStatement>& statements);
/// Reads them again. Fails with `invalid`, naming file and place, when the text is no such file.
Result<std::vector<SignedStatement>> read_approvals(const std::string& text, const std::string& file);

/// The statements of a file; none when there is no file.
Result<std::vector<SignedStatement>> load_approvals(const std::string& file);
/// Adds one to a file, which is made when it is not there and whole at every moment.
Result<Done> add_approval(const SignedStatement& said, const std::string& file);

}  // namespace muster
