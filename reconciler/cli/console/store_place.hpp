#pragma once

#include "reconciler/cli/console/settings.hpp"

namespace muster {

/// Decides where the store and the vault are, as far as no flag or variable told it.
///
/// The store is outside of the work tree, so that no commit can bring one: in
/// $XDG_STATE_HOME/muster/FOLDER, or ~/.local/state/muster/FOLDER. FOLDER is made from the path of the git
/// work tree that the declared files are in, or of their own folder: fleets of one work tree share a store,
/// others do not. A store that is in .muster already goes on being used. The built-in loopback cloud and its
/// journal are in .muster of the current folder.
void settle_places(Settings& settings);

}  // namespace muster
