#include "reconciler/adapters/secrets/same_secret.hpp"

#include <sodium/utils.h>

namespace muster {

bool is_same(const Secret& secret, std::string_view offered) {
  const auto& text = secret.reveal();
  return text.size() == offered.size() && sodium_memcmp(text.data(), offered.data(), text.size()) == 0;
}

}  // namespace muster
