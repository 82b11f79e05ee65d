#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/core/base/result.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/core/fleet/secret_use.hpp"

namespace muster {

/// Secrets by name, as they are when the vault is open.
class Vault {
 public:
  /// What may be told of a secret.
  struct Entry {
    std::string name;
    Instant set_at;
    std::optional<SecretBinding> binding{};  ///< Nothing: kept without a word about its use.
  };

  /// A name is lower-case letters, digits and dashes, as in the fleet file; a secret is text of one to 65,536
  /// bytes without NUL. Fails with `invalid`; the secret is never repeated.
  Result<Done> set(const std::string& name, Secret value, Instant now);

  /// Fails with `not_found`, naming the nearest name that is there.
  Result<Secret> get(const std::string& name) const;
  Result<Done> remove(const std::string& name);

  /// Says what a secret may be used for, from now on. Fails with `not_found`, and with `invalid` when an
  /// address holds a blank or a comma.
  Result<Done> bind(const std::string& name, SecretBinding binding);
  /// What it may be used for; nothing when nobody said so, or there is no such secret.
  std::optional<SecretBinding> binding(const std::string& name) const;

  std::vector<Entry> entries() const;  ///< By name.

  /// All of it as bytes to be sealed, and back. Fails with `invalid` for bytes that are not from here.
  Secret to_bytes() const;
  static Result<Vault> from_bytes(const Secret& bytes);

 private:
  struct Kept {
    Secret value;
    Instant set_at;
    std::optional<SecretBinding> binding{};
  };
  Error no_such(const std::string& name) const;

  std::map<std::string, Kept> secrets_;
};

}  // namespace muster
