#include "reconciler/core/fleet/declared/receiver.hpp"

namespace muster {

const char* to_string(AlertSeverity severity) {
  switch (severity) {
    case AlertSeverity::notice:
      return "notice";
    case AlertSeverity::warning:
      return "warning";
    case AlertSeverity::critical:
      return "critical";
  }
  return "";
}

}  // namespace muster
