#pragma once

#include <string>

#include "reconciler/core/propose.hpp"
#include "tests/support/real_parts.hpp"

namespace muster::testing {

/// `muster apply --readings AGENTS`, with a person's yes or without. What it said when it did not end well,
/// which begins with "exit N".
std::string muster_apply(Workspace& workspace, const std::string& agents, bool approved = true);
/// `muster apply --resume`, likewise.
std::string muster_resume(Workspace& workspace);

/// What `muster plan` would propose.
Result<Plan> next_plan(Workspace& workspace, const std::string& agents);
/// How many changes that is; 1 when nothing can be seen.
std::size_t changes_left(Workspace& workspace, const std::string& agents);

/// Puts a body to one of the sandbox's own pages; whether it took it.
bool put(const CloudAddress& cloud, const char* path, const std::string& body);

}  // namespace muster::testing
