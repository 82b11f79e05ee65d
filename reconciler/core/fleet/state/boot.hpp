#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "reconciler/core/base/digest.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/fleet/state/actual_state.hpp"

namespace muster {

/// The settings from which a new machine of a pool starts. Control over them is control over the machine.
struct Boot {
  std::string image;
  std::vector<std::string> ssh_keys;  ///< Sorted.
  Digest user_data;                   ///< Empty if there is none.

  friend bool operator==(const Boot&, const Boot&) = default;
};

/// The recorded boot settings of the newest machines of a fleet's pools.
struct KnownBoots {
  std::map<PoolName, Boot> pools;
  std::set<MachineId> machines;  ///< The machines that existed at the time of the record.

  friend bool operator==(const KnownBoots&, const KnownBoots&) = default;
};

/// The settings that the pool declares.
Boot boot_of(const Pool& pool);
/// The settings of a machine spec.
Boot boot_of(const MachineSpec& spec);

/// Describes the difference: "image a -> b, user data 0d5e3f6a1b2c -> 1f2e3d4c5b6a"; "" if there is none.
std::string boot_changes(const Boot& before, const Boot& after);

/// Returns the record after an apply, from the record before: the declared settings for pools with new
/// machines or without an earlier record.
KnownBoots boots_after(const KnownBoots& before, const ActualState& now, const Fleet& fleet);

}  // namespace muster
