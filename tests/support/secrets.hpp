#pragma once

#include <string>

#include "reconciler/adapters/secrets/secret.hpp"

namespace muster::test {

/// A secret that a test wrote down.
inline Secret secret(std::string text) {
  return Secret(std::move(text));
}

}  // namespace muster::test
