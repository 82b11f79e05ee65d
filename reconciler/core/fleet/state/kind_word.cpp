#include "reconciler/core/fleet/state/kind_word.hpp"

namespace muster {

const char* word_for(ObjectKind kind, bool many) {
  switch (kind) {
    case ObjectKind::machine:
      return many ? "machines" : "machine";
    case ObjectKind::volume:
      return many ? "volumes" : "volume";
    case ObjectKind::balancer:
      return many ? "load balancers" : "load balancer";
    case ObjectKind::firewall:
      return many ? "firewalls" : "firewall";
    case ObjectKind::network:
      return many ? "networks" : "network";
  }
  return "object";
}

}  // namespace muster
