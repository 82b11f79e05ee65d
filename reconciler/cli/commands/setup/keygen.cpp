#include "reconciler/cli/commands/setup/keygen.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <filesystem>
#include <ostream>

#include "reconciler/adapters/file_io/private_files.hpp"
#include "reconciler/cli/approve/passphrase.hpp"
#include "reconciler/cli/approve/signer.hpp"
#include "reconciler/cli/console/format_word.hpp"
#include "reconciler/cli/console/handle_command.hpp"

namespace muster {

void setup_keygen(CLI::App& app, CommandHandler& chosen) {
  auto options = std::make_shared<KeygenOptions>();
  auto* command = app.add_subcommand("keygen", "Makes a signing key for an approver");
  command->add_option("NAME", options->name, "Owner of the key: an approver's name in the fleet file")
      ->required();
  command->add_option("--out", options->out, "File of the key; default: ~/.config/muster/NAME.key")
      ->type_name("FILE")
      ->check([](const std::string& name) { return mistaken_for_format(name, "--out"); });
  command
      ->add_option("--passphrase-file", options->passphrase_file,
                   "File whose first line is the passphrase of the key; default: muster asks on the terminal")
      ->type_name("FILE");
  command->add_flag("--no-passphrase", options->no_passphrase,
                    "Do not seal the key: everybody who has the file can sign");
  handle_command(*command, chosen, options, &run_keygen);
}

ExitCode run_keygen(const KeygenOptions& options, const Settings&, Console& console) {
  if (!is_approver_name(options.name)) {
    return print_error(console,
                       {ErrorKind::invalid,
                        "\"" + options.name + "\" is not an approver's name. Use letters, digits and ._@+-"});
  }
  const auto file = options.out.empty() ? usual_key_file(options.name) : Result<std::string>(options.out);
  if (!file) return print_error(console, file.error());
  std::error_code failure;
  if (std::filesystem::exists(*file, failure))
    return print_error(console,
                       {ErrorKind::conflict, *file + " exists already; muster does not overwrite it"});
  const auto folder = std::filesystem::path(*file).parent_path();
  if (!folder.empty()) {
    if (auto made = make_private_folder(folder); !made) return print_error(console, made.error());
  }

  std::optional<Secret> passphrase;
  if (!options.no_passphrase) {
    auto given = new_passphrase_from(options.passphrase_file, console);
    if (!given) return print_error(console, given.error());
    passphrase = *std::move(given);
  }
  const auto key = SigningKey::make();
  if (!key) return print_error(console, key.error());
  const auto saved = save_key(options.name, *key, passphrase, *file);
  if (!saved) return print_error(console, saved.error());
  note(console, fmt::format("Made the key of {}: {} ({}). It stays with its owner.", options.name, *file,
                            passphrase ? "sealed with the passphrase" : "without a passphrase"));
  note(console, "Add this line to spec.approval.approvers, and merge it into the base branch:");
  console.out << fmt::format("- {{ name: {}, key: \"{}\" }}\n", options.name, key->public_text());
  return ExitCode::done;
}

}  // namespace muster
