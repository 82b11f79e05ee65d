#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"

namespace muster {

/// The purpose of a secret. muster uses it for nothing else.
enum class SecretRole {
  cloud_key,      ///< The key of the cloud. Its name is the provider's.
  node_key,       ///< The key from which the tokens of machines derive. It stays here.
  token,          ///< A bearer token of a source or a receiver.
  address,        ///< An address that is a secret by itself.
  signing_key,    ///< The key that signs messages. It stays here.
  mail_password,  ///< The password of a mail server's user.
  wake_token      ///< The token that a caller of /wake presents. It stays here.
};
const char* to_string(SecretRole role);  ///< "mail-password".
std::optional<SecretRole> secret_role_of(const std::string& word);

/// One declared use of a secret.
struct SecretUse {
  std::string name{};
  SecretRole role = SecretRole::token;
  std::string to{};    ///< The address that receives it, as origin_of returns it; "" if it stays here.
  std::string path{};  ///< Its path in the fleet file: "spec.readings[0].token"; "" elsewhere.
};

/// Returns every use of a secret that a fleet declares, in the order of the file. An address that is itself a
/// secret is unknown here, so `to` is empty for it.
std::vector<SecretUse> secret_uses(const Fleet& fleet);

/// Scheme, host and port of an address in lower case: "https://prometheus.example:9090".
std::string origin_of(std::string_view url);

/// The permitted use of a secret, as its owner declared it.
struct SecretBinding {
  SecretRole role = SecretRole::token;
  std::vector<std::string> to{};  ///< Permitted origins; empty for any.

  friend bool operator==(const SecretBinding&, const SecretBinding&) = default;
};

/// "token for https://prometheus.example:9090".
std::string to_string(const SecretBinding& binding);

/// Returns the combined use of a secret over all uses of that name; nullopt if the fleet names no such
/// secret, or uses it for two roles.
std::optional<SecretBinding> binding_in(const std::vector<SecretUse>& uses, const std::string& name);

/// Fails with `denied` if a secret is requested for another role or address than it was stored for.
Result<Done> check_use(const SecretBinding& kept, const SecretUse& use);

}  // namespace muster
