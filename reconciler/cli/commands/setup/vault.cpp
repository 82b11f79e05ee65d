#include "reconciler/cli/commands/setup/vault.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <algorithm>
#include <filesystem>
#include <istream>
#include <iterator>
#include <memory>
#include <ostream>

#include "reconciler/adapters/config/load_declared.hpp"
#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/adapters/secrets/cloud_key.hpp"
#include "reconciler/adapters/system/system_clock.hpp"
#include "reconciler/adapters/vault/vault_file.hpp"
#include "reconciler/cli/console/handle_command.hpp"
#include "reconciler/cli/console/printable_stream.hpp"
#include "reconciler/cli/secrets/read_hidden_line.hpp"
#include "reconciler/cli/secrets/secret_resolver.hpp"
#include "reconciler/cli/session/workspace.hpp"

namespace muster {

namespace {

constexpr std::size_t kLargestInput = 1 << 20;

/// An open vault and its passphrase.
struct Opened {
  Vault vault;
  Secret passphrase;
};

Result<Opened> open_vault(const Settings& settings, Console& console) {
  Opened opened;
  auto vault = load_vault(settings.vault_file(), [&]() -> Result<Secret> {
    auto passphrase = vault_passphrase(settings, console);
    if (!passphrase) return passphrase.error();
    opened.passphrase = Secret(std::string(passphrase->reveal()));
    return passphrase;
  });
  if (!vault) return vault.error();
  opened.vault = *std::move(vault);
  return opened;
}

Result<Opened> open_or_make(const Settings& settings, Console& console) {
  std::error_code error;
  if (std::filesystem::exists(settings.vault_file(), error)) return open_vault(settings, console);
  note(console, "There is no vault " + settings.vault_file() + " yet. muster creates it.");
  auto passphrase = new_vault_passphrase("", settings, console);
  if (!passphrase) return passphrase.error();
  Opened opened;
  opened.passphrase = *std::move(passphrase);
  return opened;
}

/// The secret to keep: typed, or all of standard input without the line break at its end.
Result<Secret> secret_told(const std::string& name, Console& console) {
  if (console.in_is_terminal) return typed_silently("The secret " + name + ": ", console);
  std::string text(std::istreambuf_iterator<char>(console.in), {});
  if (text.ends_with('\n')) text.pop_back();
  if (text.ends_with('\r')) text.pop_back();
  if (text.size() > kLargestInput) return Error{ErrorKind::invalid, "the secret is too large"};
  return Secret(std::move(text));
}

/// Returns the permitted use of a secret: from the flags, else from the fleet file in this folder; nullopt if
/// neither declares it.
Result<std::optional<SecretBinding>> binding_for(const VaultOptions& options, const Settings& settings) {
  if (is_cloud_key_name(options.name)) return std::optional(SecretBinding{SecretRole::cloud_key});
  if (!options.role.empty()) {
    const auto role = secret_role_of(options.role);
    if (!role) return Error{ErrorKind::invalid, fmt::format("\"{}\" is not a use of a secret", options.role)};
    SecretBinding binding{*role};
    for (const auto& to : options.to) binding.to.push_back(origin_of(to));
    return std::optional(std::move(binding));
  }
  if (!options.to.empty()) return Error{ErrorKind::invalid, "--to requires --for"};
  const auto declared = load_declared(settings.dir);
  return declared.ok() ? binding_in(secret_uses(declared.fleet), options.name) : std::nullopt;
}

std::string bound_sentence(const std::string& name, const std::optional<SecretBinding>& binding) {
  if (binding) return fmt::format("Permitted use of {}: {}.", name, to_string(*binding));
  return fmt::format(
      "muster may send {0} to every address in the fleet file. To restrict it: muster vault bind {0} "
      "--for token --to https://prometheus.example:9090",
      name);
}

/// Opens the vault, changes it, and saves it, under its lock.
template <class Change>
Result<Done> change_vault(const Settings& settings, Console& console,
                          Result<Opened> (*open)(const Settings&, Console&), const Change& change) {
  const auto lock = VaultLock::take(settings.vault_file());
  if (!lock) return lock.error();
  auto opened = open(settings, console);
  if (!opened) return opened.error();
  if (auto changed = change(opened->vault); !changed) return changed;
  return save_vault(opened->vault, opened->passphrase, settings.vault_file());
}

void add_binding(CLI::App& command, VaultOptions& options) {
  command
      .add_option("--for", options.role,
                  "Use of the secret; default: its use in the fleet file of this folder")
      ->type_name("USE")
      ->check(CLI::IsMember({"node-key", "token", "address", "signing-key", "mail-password", "wake-token"}));
  command.add_option("--to", options.to, "Address that the secret may be sent to; may be repeated")
      ->type_name("URL");
}

template <class Options>
void add_command(CLI::App& vault, CommandHandler& chosen, const char* word, const char* help, bool named,
                 ExitCode (*run)(const Options&, const Settings&, Console&)) {
  auto options = std::make_shared<Options>();
  auto* command = vault.add_subcommand(word, help);
  if (std::string(word) == "set" || std::string(word) == "bind") add_binding(*command, *options);
  if (named)
    command->add_option("NAME", options->name, "Name of the secret, such as digitalocean")->required();
  if (std::string(word) == "rotate")
    command
        ->add_option("--new-passphrase-file", options->new_passphrase_file,
                     "File whose first line is the new passphrase; default: muster asks")
        ->type_name("FILE");
  handle_command(*command, chosen, options, run);
}

}  // namespace

void setup_vault(CLI::App& app, CommandHandler& chosen) {
  auto* vault = app.add_subcommand("vault", "Stores secrets, sealed with a passphrase");
  vault->require_subcommand(1);
  vault->fallthrough();
  add_command(*vault, chosen, "set", "Stores a secret, typed or from standard input", true, &run_vault_set);
  add_command(*vault, chosen, "bind", "Sets the permitted use of a secret", true, &run_vault_bind);
  add_command(*vault, chosen, "get", "Prints a secret", true, &run_vault_get);
  add_command(*vault, chosen, "list", "Prints the names, never the secrets", false, &run_vault_list);
  add_command(*vault, chosen, "remove", "Removes a secret", true, &run_vault_remove);
  add_command(*vault, chosen, "rotate", "Encrypts the vault with a new passphrase", false, &run_vault_rotate);
}

ExitCode run_vault_set(const VaultOptions& options, const Settings& settings, Console& console) {
  auto binding = binding_for(options, settings);
  if (!binding) return print_error(console, binding.error());
  const auto kept = change_vault(settings, console, &open_or_make, [&](Vault& vault) -> Result<Done> {
    // A new value of a secret has the same permitted use as the earlier one by default.
    if (!*binding) *binding = vault.binding(options.name);
    auto secret = secret_told(options.name, console);
    if (!secret) return secret.error();
    if (auto set = vault.set(options.name, *std::move(secret), SystemClock().now()); !set) return set;
    return *binding ? vault.bind(options.name, **binding) : Result<Done>(Done{});
  });
  if (!kept) return print_error(console, kept.error());
  note(console, fmt::format("Stored {} in {}.", options.name, settings.vault_file()));
  if (!is_cloud_key_name(options.name)) note(console, bound_sentence(options.name, *binding));
  return ExitCode::done;
}

ExitCode run_vault_bind(const VaultOptions& options, const Settings& settings, Console& console) {
  const auto binding = binding_for(options, settings);
  if (!binding) return print_error(console, binding.error());
  if (!*binding)
    return print_error(
        console,
        {ErrorKind::invalid, fmt::format("the fleet file in {} does not give \"{}\" exactly one use. Set the "
                                         "use: --for token --to https://prometheus.example:9090",
                                         settings.dir, options.name)});
  const auto kept = change_vault(settings, console, &open_vault,
                                 [&](Vault& vault) { return vault.bind(options.name, **binding); });
  if (!kept) return print_error(console, kept.error());
  note(console, bound_sentence(options.name, *binding));
  return ExitCode::done;
}

ExitCode run_vault_get(const VaultOptions& options, const Settings& settings, Console& console) {
  const auto opened = open_vault(settings, console);
  if (!opened) return print_error(console, opened.error());
  const auto secret = opened->vault.get(options.name);
  if (!secret) return print_error(console, secret.error());
  write_exactly(console.out, secret->reveal() + "\n");
  return ExitCode::done;
}

ExitCode run_vault_list(const VaultOptions&, const Settings& settings, Console& console) {
  const auto opened = open_vault(settings, console);
  if (!opened) return print_error(console, opened.error());
  const auto entries = opened->vault.entries();
  if (settings.format == Format::json) {
    JsonWriter out;
    out.begin_object().key("format_version").text("1.0").key("secrets").begin_array();
    for (const auto& entry : entries) {
      out.begin_object().key("name").text(entry.name).key("set_at").instant(entry.set_at);
      if (entry.binding) {
        out.key("for").text(to_string(entry.binding->role)).key("to").begin_array();
        for (const auto& to : entry.binding->to) out.text(to);
        out.end_array();
      }
      out.end_object();
    }
    console.out << std::move(out.end_array().end_object()).finish();
    return ExitCode::done;
  }
  if (entries.empty()) note(console, "The vault is empty.");
  std::size_t widest = 0;
  for (const auto& entry : entries) widest = std::max(widest, entry.name.size());
  for (const auto& entry : entries)
    console.out << fmt::format("{:<{}}  set {}  {}\n", entry.name, widest, format_instant(entry.set_at),
                               entry.binding ? to_string(*entry.binding) : "any use");
  return ExitCode::done;
}

ExitCode run_vault_remove(const VaultOptions& options, const Settings& settings, Console& console) {
  const auto kept =
      change_vault(settings, console, &open_vault, [&](Vault& vault) { return vault.remove(options.name); });
  if (!kept) return print_error(console, kept.error());
  note(console, options.name + " is removed.");
  return ExitCode::done;
}

ExitCode run_vault_rotate(const VaultOptions& options, const Settings& settings, Console& console) {
  const auto file = settings.vault_file();
  const auto lock = VaultLock::take(file);
  if (!lock) return print_error(console, lock.error());
  auto opened = open_vault(settings, console);
  if (!opened) return print_error(console, opened.error());
  // The file that opened the vault must not be used for the new passphrase.
  Settings asking = settings;
  asking.vault_passphrase_file.clear();
  auto passphrase = new_vault_passphrase(options.new_passphrase_file, asking, console);
  if (!passphrase) return print_error(console, passphrase.error());
  if (passphrase->reveal() == opened->passphrase.reveal())
    return print_error(console,
                       {ErrorKind::invalid, "the new passphrase is the old one; nothing was changed"});
  if (auto saved = save_vault(opened->vault, *passphrase, file); !saved)
    return print_error(console, saved.error());
  note(console,
       fmt::format("{} is sealed under the new passphrase, with {} secrets. Copies of the old file still "
                   "open with the old one. If they can leak, change the secrets themselves.",
                   file, opened->vault.entries().size()));
  return ExitCode::done;
}

}  // namespace muster
