#pragma once

#include "reconciler/adapters/config/read_beside.hpp"
#include "reconciler/adapters/yaml/yaml_document.hpp"
#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/fleet/fleet.hpp"

namespace muster {

/// The fleet that a file declares; `content` stays empty. What is wrong goes into `problems`, which hold what
/// the schema said of the file; a fleet with errors is good for finding further mistakes and nothing else.
Fleet load_fleet(const YamlFile& file, const ReadBeside& read_beside, Diagnostics& problems);

}  // namespace muster
