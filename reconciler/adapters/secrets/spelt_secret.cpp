#include "reconciler/adapters/secrets/spelt_secret.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

namespace muster {
namespace {

/// A character of the text: its bytes and the length of its spelling.
struct Spelt {
  std::array<char, 3> bytes{};
  std::size_t count = 0;
  std::size_t length = 0;
};

Spelt as_bytes(std::uint32_t code, std::size_t length) {
  const auto byte = [](std::uint32_t value) { return static_cast<char>(static_cast<unsigned char>(value)); };
  if (code < 0x80) return {{byte(code)}, 1, length};
  if (code < 0x800) return {{byte(0xc0 | code >> 6), byte(0x80 | (code & 0x3f))}, 2, length};
  if (code > 0xffff) return {};
  return {{byte(0xe0 | code >> 12), byte(0x80 | (code >> 6 & 0x3f)), byte(0x80 | (code & 0x3f))}, 3, length};
}

bool number_in(std::string_view digits, int base, std::uint32_t& value) {
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  return problem == std::errc() && end == digits.data() + digits.size();
}

/// "\u002B", "\/", "\n".
Spelt behind_backslash(std::string_view text) {
  if (text.size() < 2) return {};
  std::uint32_t code = 0;
  if (text[1] == 'u' || text[1] == 'U')
    return text.size() >= 6 && number_in(text.substr(2, 4), 16, code) ? as_bytes(code, 6) : Spelt{};
  constexpr std::string_view kLetters = "bfnrt", kMeant = "\b\f\n\r\t";
  if (const auto letter = kLetters.find(text[1]); letter != kLetters.npos) return {{kMeant[letter]}, 1, 2};
  return {{text[1]}, 1, 2};
}

/// "&#43;", "&#x2b;", "&amp;".
Spelt behind_ampersand(std::string_view text) {
  constexpr std::size_t kLongest = 10;
  const auto end = text.substr(0, kLongest).find(';');
  if (end == std::string_view::npos || end < 3) return {};
  const auto name = text.substr(1, end - 1);
  std::uint32_t code = 0;
  if (name[0] == '#') {
    const bool hexadecimal = name.size() > 2 && (name[1] == 'x' || name[1] == 'X');
    const bool read = number_in(name.substr(hexadecimal ? 2 : 1), hexadecimal ? 16 : 10, code);
    return read ? as_bytes(code, end + 1) : Spelt{};
  }
  for (const auto& [known, meant] :
       {std::pair{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}})
    if (name == known) return {{meant}, 1, end + 1};
  return {};
}

/// The escaped character at the beginning of the text; nothing if there is none.
Spelt escaped(std::string_view text) {
  std::uint32_t code = 0;
  switch (text.front()) {
    case '\\':
      return behind_backslash(text);
    case '&':
      return behind_ampersand(text);
    case '%':
      if (text.size() < 3 || !number_in(text.substr(1, 2), 16, code)) return {};
      return {{static_cast<char>(static_cast<unsigned char>(code))}, 1, 3};
    default:
      return {};
  }
}

bool begins_with(std::string_view text, const Spelt& spelt) {
  return spelt.count > 0 && text.starts_with(std::string_view(spelt.bytes.data(), spelt.count));
}

}  // namespace

std::size_t spelt_length(std::string_view text, std::size_t at, std::string_view secret) {
  // As it is: a secret can look like an escaped character.
  if (text.substr(at).starts_with(secret)) return secret.size();
  const auto start = at;
  while (!secret.empty()) {
    if (at >= text.size()) return 0;
    auto next = escaped(text.substr(at));
    if (!begins_with(secret, next)) next = {{text[at]}, 1, 1};
    if (!begins_with(secret, next)) return 0;
    at += next.length;
    secret.remove_prefix(next.count);
  }
  return at - start;
}

}  // namespace muster
