#include "reconciler/adapters/secrets/cloud_key.hpp"

#include <algorithm>
#include <cstdlib>

#include "reconciler/ports/provider_registry.hpp"

namespace muster {
namespace {

/// Whether a text contains a key of that cloud. Not only at its begin: "Bearer" may stand before it.
bool has_a_key(const std::string& text, const ProviderEntry& cloud) {
  return std::any_of(cloud.key_prefixes.begin(), cloud.key_prefixes.end(),
                     [&](const char* prefix) { return text.find(prefix) != std::string::npos; });
}

bool is_in_the_environment(const std::string& text, const ProviderEntry& cloud) {
  return std::any_of(cloud.key_variables.begin(), cloud.key_variables.end(), [&](const char* variable) {
    const char* value = std::getenv(variable);
    return value != nullptr && *value != '\0' && text == value;
  });
}

}  // namespace

bool is_cloud_key_name(const std::string& name) {
  return find_provider(name) != nullptr;
}

bool is_cloud_key(const std::string& text) {
  const auto clouds = provider_registry();
  return std::any_of(clouds.begin(), clouds.end(), [&](const ProviderEntry& cloud) {
    return has_a_key(text, cloud) || is_in_the_environment(text, cloud);
  });
}

}  // namespace muster
