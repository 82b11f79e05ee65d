#pragma once

#include <string>

#include "reconciler/core/apply/outcome.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

/// Why the change failed, or why nobody knows; nullptr otherwise. Points into the outcome.
const Error* error_of(const Outcome& outcome);

/// What the journal tells of the outcome beside its kind; empty when there is nothing to tell.
std::string detail_of(const Outcome& outcome);

/// The id of the object that the outcome is about; empty when none is known.
std::string object_of(const Outcome& outcome);

}  // namespace muster
