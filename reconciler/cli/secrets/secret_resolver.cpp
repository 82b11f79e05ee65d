#include "reconciler/cli/secrets/secret_resolver.hpp"

#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <istream>
#include <ostream>

#include "reconciler/adapters/file_io/private_files.hpp"
#include "reconciler/adapters/secrets/cloud_key.hpp"
#include "reconciler/adapters/secrets/secret_of_environment.hpp"
#include "reconciler/adapters/vault/vault_file.hpp"
#include "reconciler/cli/secrets/passphrase_length.hpp"
#include "reconciler/cli/secrets/read_hidden_line.hpp"

namespace muster {

namespace {

constexpr const char* kCredential = "muster-vault";

/// systemd hands secrets over as files that only this service can read.
std::string credential_file() {
  const char* folder = std::getenv("CREDENTIALS_DIRECTORY");
  if (folder == nullptr) return "";
  const auto file = (std::filesystem::path(folder) / kCredential).string();
  std::error_code error;
  return std::filesystem::exists(file, error) ? file : "";
}

Result<Secret> passphrase_from(std::string file, const Settings& settings, const std::string& question,
                               Console& console) {
  if (file.empty()) file = settings.vault_passphrase_file;
  if (file.empty()) file = credential_file();
  if (!file.empty()) return read_passphrase_file(file).during("the vault's passphrase");
  if (console.in_is_terminal) return typed_silently(question, console);
  return Error{
      ErrorKind::denied,
      fmt::format("the vault needs its passphrase: name a file with --vault-passphrase-file, hand it over "
                  "as the systemd credential {}, or run on a terminal",
                  kCredential)};
}

Error refusal_of_cloud_key(const SecretUse& use) {
  return {ErrorKind::denied,
          fmt::format("the secret \"{}\" is the key of the cloud, and the fleet file requests it as {}: "
                      "muster sends it to the cloud only. Store another secret for this, under another name",
                      use.name, to_string(use.role))};
}

}  // namespace

Result<Secret> vault_passphrase(const Settings& settings, Console& console) {
  return passphrase_from("", settings, "Passphrase of the vault: ", console);
}

Result<Secret> new_vault_passphrase(const std::string& file, const Settings& settings, Console& console) {
  const bool typed = file.empty() && settings.vault_passphrase_file.empty() && credential_file().empty();
  auto passphrase = passphrase_from(file, settings, "A new passphrase for the vault: ", console);
  if (!passphrase) return passphrase.error();
  if (const auto enough = check_passphrase_length(*passphrase); !enough) return enough.error();
  if (!typed) return passphrase;
  const auto again = typed_silently("The same again: ", console);
  if (!again) return again.error();
  if (again->reveal() != passphrase->reveal())
    return Error{ErrorKind::invalid, "the two passphrases differ; nothing was changed"};
  return passphrase;
}

Result<Secret> SecretResolver::find(const SecretUse& use) {
  const bool for_the_cloud = use.role == SecretRole::cloud_key;
  if (!for_the_cloud && is_cloud_key_name(use.name)) return refusal_of_cloud_key(use);
  auto secret = look_up(use);
  if (!secret || for_the_cloud) return secret;
  if (is_cloud_key(secret->reveal())) return refusal_of_cloud_key(use);
  for (const auto& entry : vault_ ? vault_->entries() : std::vector<Vault::Entry>()) {
    if (!is_cloud_key_name(entry.name)) continue;
    const auto key = vault_->get(entry.name);
    if (key && key->reveal() == secret->reveal()) return refusal_of_cloud_key(use);
  }
  return secret;
}

Result<Secret> SecretResolver::look_up(const SecretUse& use) {
  const auto& name = use.name;
  auto reported = environment_secret(name);
  if (reported || reported.error().kind != ErrorKind::not_found) return reported;
  const Error missing{
      ErrorKind::not_found,
      fmt::format("the secret \"{0}\" does not exist: store it with `muster vault set {0}`, or set {1}", name,
                  secret_variable(name))};
  std::error_code error;
  if (!vault_ && !std::filesystem::exists(settings_->vault_file(), error)) return missing;
  if (!vault_) {
    auto opened =
        load_vault(settings_->vault_file(), [this] { return vault_passphrase(*settings_, *console_); });
    if (!opened) return opened.error();
    vault_ = *std::move(opened);
  }
  if (const auto binding = vault_->binding(name)) {
    if (auto allowed = check_use(*binding, use); !allowed) return allowed.error();
  }
  auto secret = vault_->get(name);
  if (!secret && secret.error().kind == ErrorKind::not_found) return missing;
  return secret;
}

}  // namespace muster
