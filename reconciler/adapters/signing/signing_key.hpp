#pragma once

#include <string>

#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/core/base/result.hpp"
#include "reconciler/core/plan/approval/statement.hpp"

namespace muster {

/// An approver's key pair (Ed25519). The secret half stays inside a Secret.
class SigningKey {
 public:
  /// Makes a new key from the system's randomness. Fails with `io` if there is none.
  static Result<SigningKey> make();
  /// Returns the key of a seed of 32 bytes. Fails with `invalid` for any other length.
  static Result<SigningKey> from_seed(Secret seed);

  /// "ed25519:" and 44 characters of base64, as in the fleet file.
  const std::string& public_text() const { return public_text_; }
  /// The bytes to store, from which the key can be restored.
  const Secret& seed() const { return seed_; }

  SignedStatement sign(Statement statement) const;

 private:
  SigningKey(Secret seed, Secret secret, std::string public_text);

  Secret seed_;
  Secret secret_;
  std::string public_text_;
};

}  // namespace muster
