#pragma once

#include "reconciler/adapters/config/read_beside.hpp"
#include "reconciler/adapters/yaml/yaml_document.hpp"
#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"

namespace muster {

/// Loads the fleet of a file; `content` stays empty. Problems are added to `problems`, which contain those of
/// the schema. Use a fleet with errors only to find further errors.
Fleet load_fleet(const YamlFile& file, const ReadBeside& read_beside, Diagnostics& problems);

}  // namespace muster
