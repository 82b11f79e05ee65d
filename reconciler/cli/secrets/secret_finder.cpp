#include "reconciler/cli/secrets/secret_finder.hpp"

#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <istream>
#include <ostream>

#include "reconciler/adapters/files/whole_file.hpp"
#include "reconciler/adapters/secrets/secret_of_environment.hpp"
#include "reconciler/adapters/vault/vault_file.hpp"
#include "reconciler/cli/secrets/silent_line.hpp"

namespace muster {

namespace {

constexpr std::size_t kShortest = 8;
constexpr std::size_t kLongest = 1024;
constexpr const char* kCredential = "muster-vault";

Result<Secret> first_line_of(const std::string& file) {
  auto text = read_whole_file(file, kLongest);
  if (!text) return text.error().during("the vault's passphrase");
  std::string line = text->substr(0, text->find('\n'));
  wipe(*text);
  if (!line.empty() && line.back() == '\r') line.pop_back();
  if (line.empty())
    return Error{ErrorKind::invalid, "the first line of " + file + " should hold the vault's passphrase"};
  return Secret(std::move(line));
}

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
  if (!file.empty()) return first_line_of(file);
  if (console.in_is_terminal) return typed_silently(question, console);
  return Error{
      ErrorKind::denied,
      fmt::format("the vault needs its passphrase: name a file with --vault-passphrase-file, hand it over "
                  "as the systemd credential {}, or run on a terminal",
                  kCredential)};
}

}  // namespace

Result<Secret> vault_passphrase(const Settings& settings, Console& console) {
  return passphrase_from("", settings, "Passphrase of the vault: ", console);
}

Result<Secret> new_vault_passphrase(const std::string& file, const Settings& settings, Console& console) {
  const bool typed = file.empty() && settings.vault_passphrase_file.empty() && credential_file().empty();
  auto passphrase = passphrase_from(file, settings, "A new passphrase for the vault: ", console);
  if (!passphrase) return passphrase.error();
  if (passphrase->reveal().size() < kShortest)
    return Error{ErrorKind::invalid, fmt::format("the passphrase is shorter than {} characters", kShortest)};
  if (!typed) return passphrase;
  const auto again = typed_silently("The same again: ", console);
  if (!again) return again.error();
  if (again->reveal() != passphrase->reveal())
    return Error{ErrorKind::invalid, "the two passphrases differ; nothing was changed"};
  return passphrase;
}

Result<Secret> SecretFinder::find(const std::string& name) {
  auto told = secret_of_environment(name);
  if (told || told.error().kind != ErrorKind::not_found) return told;
  const Error missing{
      ErrorKind::not_found,
      fmt::format("the secret \"{0}\" is not there: keep it by `muster vault set {0}`, or set {1}", name,
                  secret_variable(name))};
  std::error_code error;
  if (!vault_ && !std::filesystem::exists(settings_->vault_file(), error)) return missing;
  if (!vault_) {
    auto opened =
        load_vault(settings_->vault_file(), [this] { return vault_passphrase(*settings_, *console_); });
    if (!opened) return opened.error();
    vault_ = *std::move(opened);
  }
  auto secret = vault_->get(name);
  if (!secret && secret.error().kind == ErrorKind::not_found) return missing;
  return secret;
}

}  // namespace muster
