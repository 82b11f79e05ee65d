#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/fleet/fleet.hpp"

namespace muster {

/// What a secret is for. It goes nowhere else.
enum class SecretRole {
  cloud_key,      ///< The key of the cloud. Its name is the provider's.
  node_key,       ///< The key that machines' tokens derive from. It stays here.
  token,          ///< A bearer token of a source or of a place that is told.
  address,        ///< An address that is a secret by itself.
  signing_key,    ///< The key that messages are signed with. It stays here.
  mail_password,  ///< The password of a mail server's user.
  wake_token      ///< The token that a caller of /wake shows. It stays here.
};
const char* to_string(SecretRole role);  ///< "mail-password".
std::optional<SecretRole> secret_role_of(const std::string& word);

/// One place that asks for a secret by its name.
struct SecretUse {
  std::string name{};
  SecretRole role = SecretRole::token;
  std::string to{};    ///< Whom it is sent to, as origin_of gives it; "" when it stays here.
  std::string path{};  ///< Where the fleet file names it: "spec.readings[0].token"; "" elsewhere.
};

/// Every use of a secret that a fleet declares, in the order of the file. Addresses that are secrets
/// themselves are not known here: `to` is empty for what is sent there.
std::vector<SecretUse> secret_uses(const Fleet& fleet);

/// Scheme, host and port of an address in lower case: "https://prometheus.example:9090".
std::string origin_of(std::string_view url);

/// What a secret may be used for, as its owner said when it was kept.
struct SecretBinding {
  SecretRole role = SecretRole::token;
  std::vector<std::string> to{};  ///< Origins; empty for any.

  friend bool operator==(const SecretBinding&, const SecretBinding&) = default;
};

/// "token for https://prometheus.example:9090".
std::string to_string(const SecretBinding& binding);

/// What all uses of that name together are; nothing when the fleet names no such secret, or names it for two
/// roles.
std::optional<SecretBinding> binding_in(const std::vector<SecretUse>& uses, const std::string& name);

/// Fails with `denied` when a secret that is kept for this is asked for as something else, or for another
/// address.
Result<Done> check_use(const SecretBinding& kept, const SecretUse& use);

}  // namespace muster
