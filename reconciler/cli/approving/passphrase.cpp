#include "reconciler/cli/approving/passphrase.hpp"

#include <fmt/format.h>

#include "reconciler/adapters/files/whole_file.hpp"
#include "reconciler/cli/secrets/silent_line.hpp"

namespace muster {

namespace {

constexpr std::size_t kShortest = 8;
constexpr std::size_t kLongest = 1024;

Secret first_line(std::string& text) {
  std::string line = text.substr(0, text.find('\n'));
  if (!line.empty() && line.back() == '\r') line.pop_back();
  wipe(text);
  return Secret(std::move(line));
}

Result<Secret> typed(const std::string& question, Console& console) {
  if (!console.in_is_terminal)
    return Error{ErrorKind::denied,
                 "the key has a passphrase: name its file with --passphrase-file, or run on a terminal"};
  return typed_silently(question, console);
}

}  // namespace

Result<Secret> passphrase_from(const std::string& file, const std::string& question, Console& console) {
  if (file.empty()) return typed(question, console);
  auto text = read_whole_file(file, kLongest);
  if (!text) return text.error();
  auto secret = first_line(*text);
  if (secret.empty()) return Error{ErrorKind::invalid, "the first line of " + file + " holds no passphrase"};
  return secret;
}

Result<Secret> new_passphrase_from(const std::string& file, Console& console) {
  if (file.empty() && !console.in_is_terminal)
    return Error{ErrorKind::denied,
                 "a key wants a passphrase: run on a terminal, name a file with --passphrase-file, or say "
                 "--no-passphrase"};
  auto secret = passphrase_from(file, "A passphrase for the key: ", console);
  if (!secret) return secret.error();
  if (secret->reveal().size() < kShortest)
    return Error{ErrorKind::invalid, fmt::format("the passphrase is shorter than {} characters", kShortest)};
  if (!file.empty()) return secret;
  const auto again = passphrase_from(file, "The same again: ", console);
  if (!again) return again.error();
  if (again->reveal() != secret->reveal()) return Error{ErrorKind::invalid, "the two passphrases differ"};
  return secret;
}

}  // namespace muster
