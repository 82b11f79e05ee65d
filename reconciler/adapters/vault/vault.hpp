#pragma once

#include <map>
#include <string>
#include <vector>

#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/core/base/result.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {

/// Secrets by name, as they are when the vault is open.
class Vault {
 public:
  /// What may be told of a secret.
  struct Entry {
    std::string name;
    Instant set_at;
  };

  /// A name is lower-case letters, digits and dashes, as in the fleet file; a secret is text of one to 65,536
  /// bytes without NUL. Fails with `invalid`; the secret is never repeated.
  Result<Done> set(const std::string& name, Secret value, Instant now);

  /// Fails with `not_found`, naming the nearest name that is there.
  Result<Secret> get(const std::string& name) const;
  Result<Done> remove(const std::string& name);

  std::vector<Entry> entries() const;  ///< By name.

  /// All of it as bytes to be sealed, and back. Fails with `invalid` for bytes that are not from here.
  Secret to_bytes() const;
  static Result<Vault> from_bytes(const Secret& bytes);

 private:
  struct Kept {
    Secret value;
    Instant set_at;
  };
  Error no_such(const std::string& name) const;

  std::map<std::string, Kept> secrets_;
};

}  // namespace muster
