#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/core/base/result.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/core/fleet/declared/secret_use.hpp"

namespace muster {

/// Secrets by name, in an open vault.
class Vault {
 public:
  /// The public data of a secret.
  struct Entry {
    std::string name;
    Instant set_at;
    std::optional<SecretBinding> binding{};  ///< nullopt: stored without a permitted use.
  };

  /// Sets a secret. A name is lower-case letters, digits and dashes, as in the fleet file; a secret is text
  /// of one to 65,536 bytes without NUL. Fails with `invalid`; no error contains the secret.
  Result<Done> set(const std::string& name, Secret value, Instant now);

  /// Returns or removes a secret. Fails with `not_found` and the nearest known name.
  Result<Secret> get(const std::string& name) const;
  Result<Done> remove(const std::string& name);

  /// Sets the permitted use of a secret. Fails with `not_found`, and with `invalid` if an address contains a
  /// space or a comma.
  Result<Done> bind(const std::string& name, SecretBinding binding);
  /// Returns the permitted use; nullopt if none is set, or if there is no such secret.
  std::optional<SecretBinding> binding(const std::string& name) const;

  std::vector<Entry> entries() const;  ///< Sorted by name.

  /// Returns the content as bytes for encryption, and parses them. Parsing fails with `invalid` for other
  /// bytes.
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
