#include "reconciler/ports/open_provider.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "providers/open/open_digitalocean.hpp"

namespace muster {
namespace {

/// The table of clouds.
struct Entry {
  const char* name;
  Result<OpenedProvider> (*open)(const ProviderChoice& choice, Clock& clock);
};
constexpr std::array kClouds = {
    Entry{"digitalocean", open_digitalocean},
};

}  // namespace

Result<OpenedProvider> open_provider(const ProviderChoice& choice, Clock& clock) {
  const auto cloud = std::find_if(kClouds.begin(), kClouds.end(),
                                  [&](const Entry& entry) { return entry.name == choice.name; });
  if (cloud == kClouds.end())
    return Error{ErrorKind::invalid, fmt::format("\"{}\" is not a provider that muster knows: {}",
                                                 choice.name, fmt::join(provider_names(), ", "))};
  return cloud->open(choice, clock);
}

std::vector<std::string> provider_names() {
  std::vector<std::string> names;
  names.reserve(kClouds.size());
  for (const auto& cloud : kClouds) names.emplace_back(cloud.name);
  return names;
}

}  // namespace muster
