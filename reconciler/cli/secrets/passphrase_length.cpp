#include "reconciler/cli/secrets/passphrase_length.hpp"

#include <fmt/format.h>

namespace muster {

Result<Done> check_passphrase_length(const Secret& passphrase) {
  constexpr std::size_t kShortest = 8;
  if (passphrase.reveal().size() >= kShortest) return Done{};
  return Error{ErrorKind::invalid, fmt::format("the passphrase is shorter than {} characters", kShortest)};
}

}  // namespace muster
