#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "reconciler/core/base/digest.hpp"
#include "reconciler/core/fleet/actual_state.hpp"
#include "reconciler/core/fleet/fleet.hpp"

namespace muster {

/// What a new machine of a pool starts from: who controls these controls the machine.
struct Boot {
  std::string image;
  std::vector<std::string> ssh_keys;  ///< Sorted.
  Digest user_data;                   ///< Empty when there is none.

  friend bool operator==(const Boot&, const Boot&) = default;
};

/// How the newest machines of a fleet's pools were started, as far as it was noted.
struct KnownBoots {
  std::map<PoolName, Boot> pools;
  std::set<MachineId> machines;  ///< That were there when it was noted.

  friend bool operator==(const KnownBoots&, const KnownBoots&) = default;
};

/// As the pool declares it.
Boot boot_of(const Pool& pool);
/// As a machine is to be made.
Boot boot_of(const MachineSpec& spec);

/// What differs, as words: "image a -> b, user data 0d5e3f6a1b2c -> 1f2e3d4c5b6a"; "" when nothing does.
std::string boot_changes(const Boot& before, const Boot& after);

/// What is known after an apply, given what was known before: as declared where a pool has machines that it
/// had not, or where nothing was known of it.
KnownBoots boots_after(const KnownBoots& before, const ActualState& now, const Fleet& fleet);

}  // namespace muster
