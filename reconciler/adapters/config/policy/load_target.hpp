#pragma once

#include <optional>
#include <string>

#include "reconciler/adapters/config/fields/declared_fields.hpp"
#include "reconciler/core/policy/kind/target.hpp"

namespace muster {

/// Loads the target under `target` of a policy's spec.
Target load_target(const DeclaredFields& spec);

/// Loads the edge of a band in the unit of its metric; multiples of normal are no edge. nullopt: the field is
/// missing or wrong.
std::optional<Measure> load_edge(const DeclaredFields& fields, const std::string& key, Metric metric);

}  // namespace muster
