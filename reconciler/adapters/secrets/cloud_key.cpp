#include "reconciler/adapters/secrets/cloud_key.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

#include "reconciler/adapters/embedded/embedded_prices_files.hpp"

namespace muster {
namespace {

bool is_in_the_environment(const std::string& text) {
  for (const auto& provider : embedded_prices_files()) {
    std::string head(provider.name);
    for (auto& c : head) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    for (const char* tail : {"_API_KEY", "_TOKEN", "_ACCESS_TOKEN"}) {
      const char* value = std::getenv((head + tail).c_str());
      if (value != nullptr && *value != '\0' && text == value) return true;
    }
  }
  return false;
}

}  // namespace

bool is_cloud_key_name(const std::string& name) {
  const auto& providers = embedded_prices_files();
  return std::any_of(providers.begin(), providers.end(),
                     [&](const EmbeddedPrices& provider) { return name == provider.name; });
}

bool is_cloud_key(const std::string& text) {
  constexpr std::array<std::string_view, 3> kHeads = {"dop_v1_", "doo_v1_", "dor_v1_"};
  // Also after a scheme, as in "Bearer dop_v1_...".
  const bool by_shape = std::any_of(kHeads.begin(), kHeads.end(), [&](std::string_view head) {
    return text.find(head) != std::string::npos;
  });
  return by_shape || is_in_the_environment(text);
}

}  // namespace muster
