#pragma once

#include <string>

#include "reconciler/adapters/signing/key_file.hpp"
#include "reconciler/cli/session/workspace.hpp"

namespace CLI {
class App;
}

namespace muster {

/// The signer and the key.
struct SignerOptions {
  std::string as;               ///< The approver's name.
  std::string key;              ///< The file of the key; empty for usual_key_file.
  std::string passphrase_file;  ///< Empty: ask on the terminal.
};
void setup_signer(CLI::App& command, SignerOptions& options);

/// Whether a text is a valid name of an approver, by the fleet's schema. It becomes part of a file name.
bool is_approver_name(const std::string& name);

/// Returns the default place of a key of `muster keygen`: ~/.config/muster/NAME.key. Fails with `not_found`
/// if there is no home.
Result<std::string> usual_key_file(const std::string& name);

/// Returns the signer's key. Fails with `denied` if the governing rules do not name the person or have
/// another key for the name, because such a signature would not count. Also fails as load_key does.
Result<SigningKey> key_of_signer(const SignerOptions& options, const Workspace& workspace, Console& console);

/// Writes a signed statement to the journal, and to the approvals file of a plan if there is a plan file.
/// Fails with `io`, and as add_approval and the store do.
Result<Done> record_statement(const SignedStatement& said, const std::string& plan_file,
                              Workspace& workspace);

}  // namespace muster
