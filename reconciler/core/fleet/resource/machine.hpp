#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/identifier.hpp"
#include "reconciler/core/base/text/enum_words.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/core/fleet/resource/slot.hpp"

namespace muster {

/// The desired state of a machine.
struct MachineSpec {
  SizeName size;
  Region region;
  std::string image;
  std::vector<std::string> ssh_keys;  ///< Fingerprints or ids; sorted.
  std::vector<std::string> tags;      ///< The operator's own tags, without muster's ownership tags. Sorted.
  std::string user_data;              ///< Cloud-init text; only the machine can read it.
  std::string network;                ///< Name of the private network; empty means the region's default.

  friend bool operator==(const MachineSpec&, const MachineSpec&) = default;
};

enum class MachineStatus { starting, running, off, unknown };
inline constexpr auto kMachineStatusWords = enum_words<MachineStatus>({
    {MachineStatus::starting, "starting"},
    {MachineStatus::running, "running"},
    {MachineStatus::off, "off"},
    {MachineStatus::unknown, "unknown"},
});
constexpr const char* to_string(MachineStatus status) {
  return kMachineStatusWords.of(status);
}

/// A machine as the cloud reports it.
struct Machine {
  MachineId id;
  std::string name;
  Slot slot;
  SizeName size;
  int disk_gib = 0;  ///< May exceed the disk of the size: disks do not shrink.
  Region region;
  std::string image;
  MachineStatus status = MachineStatus::unknown;
  std::string status_reported{};  ///< The cloud's own word for a status that is `unknown`: "archive".
  bool busy = false;              ///< An action of the cloud runs on it, so the cloud rejects another one.
  Instant created_at;
  std::string public_address;
  std::string private_address;
  std::string network;            ///< The cloud's id of its private network; empty if unknown.
  std::vector<VolumeId> volumes;  ///< Attached ones; sorted.
  std::vector<std::string> tags;  ///< All of them; sorted.
  ChangeId made_by;               ///< From its change tag; empty if it was adopted.

  friend bool operator==(const Machine&, const Machine&) = default;
};

/// The largest volume that clouds offer, in GiB.
inline constexpr int kLargestVolumeGib = 16'384;

/// The desired state of a volume.
struct VolumeSpec {
  int size_gib = 0;
  Region region;
  std::string filesystem = "ext4";

  friend bool operator==(const VolumeSpec&, const VolumeSpec&) = default;
};

/// A volume as the cloud reports it.
struct Volume {
  VolumeId id;
  std::string name;
  VolumeSlot slot;
  int size_gib = 0;
  Region region;
  std::optional<MachineId> attached_to;
  Instant created_at;
  ChangeId made_by;               ///< From its change tag; empty if it was adopted.
  std::vector<std::string> tags;  ///< All of them; sorted.

  friend bool operator==(const Volume&, const Volume&) = default;
};

/// The data of a volume at one moment. The cloud keeps it after the volume is destroyed.
struct VolumeSnapshot {
  SnapshotId id;
  std::string name;
  VolumeId of;
  int size_gib = 0;  ///< Size of the volume.

  friend bool operator==(const VolumeSnapshot&, const VolumeSnapshot&) = default;
};

/// How an unused volume is destroyed.
struct Discard {
  bool snapshot = false;  ///< muster first takes a snapshot of its data.

  friend bool operator==(const Discard&, const Discard&) = default;
};

}  // namespace muster
