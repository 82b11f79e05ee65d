#include "reconciler/ports/open_provider.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "reconciler/ports/provider_registry.hpp"

namespace muster {

Result<OpenedProvider> open_provider(const ProviderChoice& choice, Clock& clock) {
  if (const auto* cloud = find_provider(choice.name)) return cloud->open(*cloud, choice, clock);
  return Error{ErrorKind::invalid, fmt::format("\"{}\" is not a provider that muster knows: {}", choice.name,
                                               fmt::join(provider_names(), ", "))};
}

std::vector<std::string> provider_names() {
  std::vector<std::string> names;
  for (const auto& cloud : provider_registry()) names.emplace_back(cloud.name);
  return names;
}

}  // namespace muster
