#include "reconciler/adapters/config/policy/load_unused.hpp"

namespace muster {

Unused load_unused(const DeclaredFields& spec) {
  const auto fields = spec.map("unused");
  Unused unused;
  unused.at = spec.at("unused");
  unused.volumes_after = fields.duration("volumes_after", unused.volumes_after);
  unused.snapshot = fields.flag("snapshot", unused.snapshot);
  return unused;
}

}  // namespace muster
