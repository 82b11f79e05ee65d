#pragma once

#include <string>

namespace muster {

/// Returns the cloud of a new fleet, by its name in the field `provider`: the first of the registry.
std::string starter_provider();

}  // namespace muster
