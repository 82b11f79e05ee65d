#include "providers/registry/provider_key.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace muster {
namespace {

/// The key in a text, which is wiped. `where` introduces the error.
Result<Secret> taken_key(std::string text, const std::string& where) {
  auto key = checked_key(text);
  wipe(text);
  if (!key) return key.error().during(where);
  return Secret(*std::move(key));
}

Error no_key(const ProviderEntry& cloud) {
  const auto variables = cloud.key_variables;
  const auto others = variables.subspan(1);
  return {ErrorKind::denied,
          fmt::format("no key for {}: set {}{}, store it with `muster vault set {}`, or use --sandbox",
                      cloud.title, variables.front(),
                      others.empty() ? "" : fmt::format(" (or {})", fmt::join(others, " or ")), cloud.name)};
}

}  // namespace

std::string environment_text(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

Result<Secret> key_of(const ProviderEntry& cloud, const ProviderChoice& choice) {
  for (const char* name : cloud.key_variables) {
    if (auto text = environment_text(name); !text.empty()) return taken_key(std::move(text), name);
  }
  if (!choice.find_key) return no_key(cloud);
  auto found = choice.find_key(choice.name);
  if (found) return taken_key(*std::move(found), "the secret \"" + choice.name + "\"");
  if (found.error().kind != ErrorKind::not_found) return found.error();
  return no_key(cloud);
}

Result<std::string> checked_key(const std::string& text) {
  const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  const auto first = std::find_if_not(text.begin(), text.end(), is_space);
  const auto last = std::find_if_not(text.rbegin(), std::make_reverse_iterator(first), is_space).base();
  std::string key(first, last);
  const bool printable = std::all_of(key.begin(), key.end(), [](char c) { return c > 0x20 && c < 0x7f; });
  if (key.empty() || !printable)
    return Error{ErrorKind::denied, "is not a key: it is empty or holds characters that no key has"};
  return key;
}

}  // namespace muster
