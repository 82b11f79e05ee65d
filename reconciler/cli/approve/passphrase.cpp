#include "reconciler/cli/approve/passphrase.hpp"

#include "reconciler/adapters/file_io/private_files.hpp"
#include "reconciler/cli/secrets/passphrase_length.hpp"
#include "reconciler/cli/secrets/read_hidden_line.hpp"

namespace muster {

namespace {

Result<Secret> typed(const std::string& question, Console& console) {
  if (!console.in_is_terminal)
    return Error{ErrorKind::denied,
                 "the key has a passphrase: name its file with --passphrase-file, or run on a terminal"};
  return typed_silently(question, console);
}

}  // namespace

Result<Secret> passphrase_from(const std::string& file, const std::string& question, Console& console) {
  if (file.empty()) return typed(question, console);
  return read_passphrase_file(file);
}

Result<Secret> new_passphrase_from(const std::string& file, Console& console) {
  if (file.empty() && !console.in_is_terminal)
    return Error{ErrorKind::denied,
                 "a key needs a passphrase: run on a terminal, name a file with --passphrase-file, or use "
                 "--no-passphrase"};
  auto secret = passphrase_from(file, "A passphrase for the key: ", console);
  if (!secret) return secret.error();
  if (const auto enough = check_passphrase_length(*secret); !enough) return enough.error();
  if (!file.empty()) return secret;
  const auto again = passphrase_from(file, "The same again: ", console);
  if (!again) return again.error();
  if (again->reveal() != secret->reveal()) return Error{ErrorKind::invalid, "the two passphrases differ"};
  return secret;
}

}  // namespace muster
