#include "reconciler/adapters/config/secret_scan.hpp"

#include <algorithm>

namespace muster {
namespace {

struct Shape {
  std::string_view prefix;
  std::size_t least;  ///< Smallest number of letters and digits after the prefix.
  const char* what;
};
// Real tokens are longer; a shortened one must not be in git either.
constexpr Shape kShapes[] = {
    {"dop_v1_", 16, "a DigitalOcean token"}, {"doo_v1_", 16, "a DigitalOcean token"},
    {"dor_v1_", 16, "a DigitalOcean token"}, {"AKIA", 16, "an AWS access key"},
    {"ASIA", 16, "an AWS access key"},
};
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
    if (!inside_a_word && end - at >= shape.prefix.size() + shape.least)
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
