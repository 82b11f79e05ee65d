#include "reconciler/core/base/printable.hpp"

#include <algorithm>
#include <array>

#include "reconciler/core/base/utf8.hpp"

namespace muster {
namespace {

struct Span {
  char32_t first;
  char32_t last;
};

bool breaks_the_line(char32_t code) {
  return code == '\n' || code == '\r' || code == '\t' || code == 0x2028 || code == 0x2029;
}

/// The length of a colour of Paint that starts at `at`, such as "\x1b[31m"; 0 if there is none.
std::size_t colour_at(std::string_view text, std::size_t at) {
  static constexpr std::array<std::string_view, 8> kColours = {
      "\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[32m", "\x1b[33m", "\x1b[36m", "\x1b[35m"};
  for (const auto colour : kColours)
    if (text.substr(at).starts_with(colour)) return colour.size();
  return 0;
}

enum class Keep { nothing, colours, page };

std::string cleaned(std::string_view text, Keep keep) {
  std::string safe;
  safe.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (c >= 0x20 && c < 0x7f) {
      safe += text[at++];
      continue;
    }
    if (keep == Keep::page && (c == '\n' || c == '\t')) {
      safe += text[at++];
      continue;
    }
    if (const auto colour = keep != Keep::nothing && c == 0x1b ? colour_at(text, at) : 0; colour > 0) {
      safe.append(text.substr(at, colour));
      at += colour;
      continue;
    }
    const auto length = utf8_length_at(text, at);
    if (length == 0) {
      safe += '?';
      ++at;
      continue;
    }
    const auto character = text.substr(at, length);
    const auto code = code_point(character);
    if (breaks_the_line(code)) {
      safe += ' ';
    } else if (acts_unseen(code)) {
      safe += '?';
    } else {
      safe.append(character);
    }
    at += length;
  }
  return safe;
}

}  // namespace

bool acts_unseen(char32_t code) {
  static constexpr std::array kHidden = {
      Span{0, 0x1f},        Span{0x7f, 0x9f},       Span{0x061c, 0x061c}, Span{0x200b, 0x200b},
      Span{0x200e, 0x200f}, Span{0x2028, 0x202e},   Span{0x2060, 0x206f}, Span{0xfeff, 0xfeff},
      Span{0xfff9, 0xfffb}, Span{0xe0000, 0xe007f},
  };
  return std::any_of(kHidden.begin(), kHidden.end(),
                     [&](const Span& span) { return code >= span.first && code <= span.last; });
}

std::string printable(std::string_view text) {
  return cleaned(text, Keep::nothing);
}

std::string printable_painted(std::string_view text) {
  return cleaned(text, Keep::colours);
}

std::string printable_page(std::string_view text) {
  return cleaned(text, Keep::page);
}

}  // namespace muster
