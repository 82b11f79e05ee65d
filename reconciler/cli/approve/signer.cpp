#include "reconciler/cli/approve/signer.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <cstdlib>

#include "reconciler/adapters/signing/approvals_file.hpp"
#include "reconciler/adapters/signing/signature_check.hpp"
#include "reconciler/cli/apply/collect_approvals.hpp"
#include "reconciler/cli/approve/passphrase.hpp"

namespace muster {

void setup_signer(CLI::App& command, SignerOptions& options) {
  command.add_option("--as", options.as, "Signer: an approver's name in the fleet file")
      ->type_name("NAME")
      ->required();
  command.add_option("--key", options.key, "Key file of the signer; default: ~/.config/muster/NAME.key")
      ->type_name("FILE");
  command
      .add_option("--passphrase-file", options.passphrase_file,
                  "File whose first line is the passphrase of the key; default: muster asks on the terminal")
      ->type_name("FILE");
}

bool is_approver_name(const std::string& name) {
  const auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  if (name.empty() || name.size() > 100 || !letter(name.front())) return false;
  for (const char c : name) {
    if (!letter(c) && std::string("._@+-").find(c) == std::string::npos) return false;
  }
  return true;
}

Result<std::string> usual_key_file(const std::string& name) {
  const char* config = std::getenv("XDG_CONFIG_HOME");
  const char* home = std::getenv("HOME");
  if (config && *config) return std::string(config) + "/muster/" + name + ".key";
  if (home && *home) return std::string(home) + "/.config/muster/" + name + ".key";
  return Error{ErrorKind::not_found, "there is no home folder for the key: name its file"};
}

Result<SigningKey> key_of_signer(const SignerOptions& options, const Workspace& workspace, Console& console) {
  const auto& fleet = workspace.declared.fleet;
  const SignatureCheck check(fleet.name, fleet.approval.approvers, workspace.rules.described());
  const auto approver = check.approver(options.as);
  if (!approver) return approver.error();
  auto file = options.key.empty() ? usual_key_file(options.as) : Result<std::string>(options.key);
  if (!file) return file.error();
  auto loaded = load_key(*file, [&] {
    return passphrase_from(options.passphrase_file, fmt::format("Passphrase of {}: ", *file), console);
  });
  if (!loaded && loaded.error().kind == ErrorKind::not_found)
    return Error{ErrorKind::not_found, loaded.error().what + "; muster keygen " + options.as +
                                           " makes a key, --key names another file"};
  if (!loaded) return loaded.error();
  if (loaded->key.public_text() != approver->key) {
    return Error{ErrorKind::denied,
                 fmt::format("{} contains {}, but {}'s key in {} is {}", *file, loaded->key.public_text(),
                             options.as, workspace.rules.described(), approver->key)};
  }
  return std::move(loaded->key);
}

Result<Done> record_statement(const SignedStatement& said, const std::string& plan_file,
                              Workspace& workspace) {
  // Another command may write to the journal at the same moment; then the next number is tried.
  constexpr int kTries = 50;
  for (int left = kTries;;) {
    const auto next = workspace.store->next_sequence();
    if (!next) return next.error();
    const auto appended = workspace.store->append(workspace.clock->now(), workspace.declared.fleet.name,
                                                  StatementMade{said}, *next, kNoLease);
    if (appended) break;
    if (appended.error().kind != ErrorKind::conflict || --left == 0) return appended.error();
  }
  if (const auto* no = std::get_if<PlanRejection>(&said.statement.content)) {
    const auto kept = workspace.store->put_snapshot(workspace.declared.fleet.name, rejection_name(no->plan),
                                                    write_approvals({said}), kNoLease);
    if (!kept) return kept.error();
  }
  return plan_file.empty() ? Done{} : add_approval(said, approvals_file_of(plan_file));
}

}  // namespace muster
