#include "reconciler/core/fleet/resource/machine.hpp"

namespace muster {

const char* to_string(MachineStatus status) {
  switch (status) {
    case MachineStatus::starting:
      return "starting";
    case MachineStatus::running:
      return "running";
    case MachineStatus::off:
      return "off";
    case MachineStatus::unknown:
      return "unknown";
  }
  return "unknown";
}

}  // namespace muster
