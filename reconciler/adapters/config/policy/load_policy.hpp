#pragma once

#include "reconciler/adapters/yaml/yaml_document.hpp"
#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/policy/policy.hpp"

namespace muster {

/// Loads the policy of a file. Problems are added to `problems`, which contain those of the schema. Use a
/// policy with errors only to find further errors.
Policy load_policy(const YamlFile& file, Diagnostics& problems);

}  // namespace muster
