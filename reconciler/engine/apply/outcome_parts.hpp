#pragma once

#include <string>

#include "reconciler/core/apply/outcome.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

/// Returns the error of a failed or unknown outcome; nullptr otherwise. Points into the outcome.
const Error* error_of(const Outcome& outcome);

/// Returns the detail of the outcome for the journal; empty if there is none.
std::string detail_of(const Outcome& outcome);

/// Returns the id of the object of the outcome; empty if unknown.
std::string object_of(const Outcome& outcome);

}  // namespace muster
