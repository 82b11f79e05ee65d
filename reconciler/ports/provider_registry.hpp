#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/ports/open_provider.hpp"

namespace muster {

/// A cloud that muster can use: the facts that all of muster needs, and the function that opens it.
struct ProviderEntry {
  /// The field `provider` of a fleet, the secret with its key, and `from` of its readings.
  const char* name;
  const char* title;                           ///< Its name in sentences, as its owner spells it.
  const char* key_title;                       ///< A key of it in messages, with an article.
  std::span<const char* const> key_variables;  ///< Environment variables with its key, the first one first.
  std::span<const char* const> key_prefixes;   ///< Its keys begin with one of them; empty: with anything.
  const char* address_variable;                ///< Environment variable with another address of its API.
  /// The name that a sandbox with the same API reports at /sandbox. Nothing is billed there.
  const char* sandbox_name;
  std::optional<CloudReadings> readings;  ///< Its own monitoring as a source; nullopt if it has none.
  /// Opens it; fails as open_provider does.
  Result<OpenedProvider> (*open)(const ProviderEntry& entry, const ProviderChoice& choice, Clock& clock);
};

/// The table of clouds. Declared here, defined in providers/registry.
std::span<const ProviderEntry> provider_registry();

/// Returns the row of that name, or nullptr.
inline const ProviderEntry* find_provider(std::string_view name) {
  for (const auto& cloud : provider_registry()) {
    if (cloud.name == name) return &cloud;
  }
  return nullptr;
}

}  // namespace muster
