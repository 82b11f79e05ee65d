#pragma once

#include "reconciler/cli/console/settings.hpp"

namespace muster {

/// Sets the paths of the store and the vault, as far as no flag or variable sets them.
///
/// The store is outside of the work tree, so that no commit can supply one: in $XDG_STATE_HOME/muster/FOLDER,
/// or ~/.local/state/muster/FOLDER. FOLDER follows from the path of the git work tree of the declared files,
/// or of their own folder: fleets of one work tree share a store, others do not. An existing store in .muster
/// stays in use. The built-in sandbox and its journal are in .muster of the current folder.
void settle_places(Settings& settings);

}  // namespace muster
