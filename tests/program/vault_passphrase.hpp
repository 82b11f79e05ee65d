#pragma once

#include <map>
#include <string>

namespace muster::test {

/// The environment of a muster that reads its vault's passphrase from the file "passphrase".
inline const std::map<std::string, std::string> kPassphraseFile = {
    {"MUSTER_VAULT_PASSPHRASE_FILE", "passphrase"}};

}  // namespace muster::test
