#include "reconciler/adapters/config/secret_scan.hpp"

#include <algorithm>

#include "reconciler/ports/provider_registry.hpp"

namespace muster {
namespace {

struct Shape {
  std::string_view prefix;
  const char* what;
};
/// Keys of clouds that have no row in the registry of providers.
constexpr Shape kShapes[] = {{"AKIA", "an AWS access key"}, {"ASIA", "an AWS access key"}};
/// Smallest number of letters and digits after the prefix. Real keys are longer; a shortened one must not be
/// in git either.
constexpr std::size_t kLeast = 16;
constexpr std::string_view kPrivateKey = "-----BEGIN ";
constexpr std::string_view kPrivateKeyEnd = "PRIVATE KEY-----";

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

void find_shape(std::string_view text, const Shape& shape, std::vector<FoundSecret>& found) {
  for (auto at = text.find(shape.prefix); at != std::string_view::npos;) {
    auto end = at + shape.prefix.size();
    while (end < text.size() && is_word(text[end])) ++end;
    const bool inside_a_word = at > 0 && is_word(text[at - 1]);
    if (!inside_a_word && end - at >= shape.prefix.size() + kLeast)
      found.push_back({at, end - at, shape.what});
    at = text.find(shape.prefix, end);
  }
}

void find_private_keys(std::string_view text, std::vector<FoundSecret>& found) {
  for (auto at = text.find(kPrivateKey); at != std::string_view::npos;) {
    const auto line = text.substr(at, text.find('\n', at) - at);
    if (line.find(kPrivateKeyEnd) != std::string_view::npos)
      found.push_back({at, line.size(), "a private key"});
    at = text.find(kPrivateKey, at + line.size());
  }
}

}  // namespace

std::vector<FoundSecret> secrets_in(std::string_view text) {
  std::vector<FoundSecret> found;
  for (const auto& shape : kShapes) find_shape(text, shape, found);
  for (const auto& cloud : provider_registry()) {
    for (const char* prefix : cloud.key_prefixes) find_shape(text, {prefix, cloud.key_title}, found);
  }
  find_private_keys(text, found);
  std::sort(found.begin(), found.end(),
            [](const FoundSecret& a, const FoundSecret& b) { return a.offset < b.offset; });
  return found;
}

std::string without_secrets(std::string text) {
  const auto found = secrets_in(text);
  for (auto secret = found.rbegin(); secret != found.rend(); ++secret)
    text.replace(secret->offset, secret->length, "(hidden)");
  return text;
}

}  // namespace muster
