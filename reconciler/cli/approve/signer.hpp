#pragma once

#include <string>

#include "reconciler/adapters/signing/key_file.hpp"
#include "reconciler/cli/session/workspace.hpp"

namespace CLI {
class App;
}

namespace muster {

/// Who signs, and with which key.
struct SignerOptions {
  std::string as;               ///< The approver's name.
  std::string key;              ///< Its file; empty for usual_key_file.
  std::string passphrase_file;  ///< Empty to be asked on the terminal.
};
void setup_signer(CLI::App& command, SignerOptions& options);

/// Whether a text may be an approver's name, as the fleet's schema has it. It becomes part of a file's name.
bool is_approver_name(const std::string& name);

/// Where `muster keygen` puts a key: ~/.config/muster/NAME.key. `not_found` when there is no home.
Result<std::string> usual_key_file(const std::string& name);

/// The signer's key. Fails with `denied` when the governing rules do not name the person, or have another key
/// for the name: a signature that counts nowhere is not made.
Result<SigningKey> key_of_signer(const SignerOptions& options, const Workspace& workspace, Console& console);

/// Writes a signed statement into the journal, and into a plan's file of approvals where there is one.
Result<Done> record_statement(const SignedStatement& said, const std::string& plan_file,
                              Workspace& workspace);

}  // namespace muster
