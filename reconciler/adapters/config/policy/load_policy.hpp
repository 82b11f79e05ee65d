#pragma once

#include "reconciler/adapters/yaml/yaml_document.hpp"
#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/policy/policy.hpp"

namespace muster {

/// The policy that a file declares. What is wrong goes into `problems`, which hold what the schema said of
/// the file; a policy with errors is good for finding further mistakes and nothing else.
Policy load_policy(const YamlFile& file, Diagnostics& problems);

}  // namespace muster
