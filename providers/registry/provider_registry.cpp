#include "reconciler/ports/provider_registry.hpp"

#include <array>

#include "providers/registry/open_digitalocean.hpp"

namespace muster {
namespace {

constexpr std::array kDigitalOceanVariables = {"DIGITALOCEAN_API_KEY", "DIGITALOCEAN_TOKEN",
                                               "DIGITALOCEAN_ACCESS_TOKEN"};
constexpr std::array kDigitalOceanPrefixes = {"dop_v1_", "doo_v1_", "dor_v1_"};

}  // namespace

std::span<const ProviderEntry> provider_registry() {
  static const std::array clouds = {
      ProviderEntry{.name = "digitalocean",
                    .title = "DigitalOcean",
                    .key_title = "a DigitalOcean token",
                    .key_variables = kDigitalOceanVariables,
                    .key_prefixes = kDigitalOceanPrefixes,
                    .address_variable = "DIGITALOCEAN_API_URL",
                    .sandbox_name = "muster-sandbox",
                    // Over a longer span, its samples are too far apart.
                    .readings = CloudReadings{.history = std::chrono::hours(6),
                                              .shortest_step = std::chrono::minutes(1)},
                    .open = open_digitalocean},
  };
  return clouds;
}

}  // namespace muster
