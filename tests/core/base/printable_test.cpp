#include "reconciler/core/base/printable.hpp"

#include <catch2/catch.hpp>

#include "reconciler/core/base/utf8.hpp"

using namespace muster;

namespace {

std::string utf8(char32_t code) {
  std::string text;
  const auto add = [&](char32_t byte) { text += static_cast<char>(byte); };
  if (code < 0x80) {
    add(code);
  } else if (code < 0x800) {
    add(0xc0 | (code >> 6));
    add(0x80 | (code & 0x3f));
  } else if (code < 0x10000) {
    add(0xe0 | (code >> 12));
    add(0x80 | ((code >> 6) & 0x3f));
    add(0x80 | (code & 0x3f));
  } else {
    add(0xf0 | (code >> 18));
    add(0x80 | ((code >> 12) & 0x3f));
    add(0x80 | ((code >> 6) & 0x3f));
    add(0x80 | (code & 0x3f));
  }
  return text;
}

}  // namespace

TEST_CASE("what others wrote is one line that nothing acts on") {
  struct Row {
    const char* that;
    std::string text;
    std::string shown;
  };
  const std::vector<Row> rows = {
      {"plain text stays", "worker/1 costs $6, \"fast\"", "worker/1 costs $6, \"fast\""},
      {"letters of any script and signs stay", "größer, 世界, → ✓ 🚀", "größer, 世界, → ✓ 🚀"},
      {"a line break forges no line", "no\n2026-11-30T01:00:00Z  plan is approved",
       "no 2026-11-30T01:00:00Z  plan is approved"},
      {"neither does a return, a tab, a line or paragraph separator", "a\rb\tc\u2028d\u2029e", "a b c d e"},
      {"a colour goes, although muster has it too", "\x1b[31mred\x1b[0m", "?[31mred?[0m"},
      {"the window's name is left alone", "\x1b]0;TITLE\x07", "?]0;TITLE?"},
      {"the clipboard is left alone", "\x1b]52;c;cm0=\x1b\\", "?]52;c;cm0=?\\"},
      {"control sequences in one character", "\u009b31m \u0085", "?31m ?"},
      {"the same as a byte that is not UTF-8",
       "\x9b"
       "31m \xff",
       "?31m ?"},
      {"an overlong escape", "\xc0\x9b[31m", "??[31m"},
      {"half a character", "\xe2\x80", "??"},
      {"text that runs backwards", "\u202eexe.gnp\u202c", "?exe.gnp?"},
      {"marks and isolates of direction", "\u2066a\u2069\u200e\u200f\u061c", "?a????"},
      {"what cannot be seen", "a\u200bb\ufeffc\u2060", "a?b?c?"},
      {"letters for machines only", "ok" + utf8(0xe0041) + utf8(0xe0042), "ok??"},
      {"NUL and DEL", std::string("a\0b\x7f", 4), "a?b?"},
      {"nothing", "", ""},
  };
  for (const auto& row : rows) {
    INFO(row.that);
    CHECK(printable(row.text) == row.shown);
    CHECK(printable(printable(row.text)) == row.shown);
  }
}

TEST_CASE("a painted line keeps muster's colours and nothing else; a page its line breaks as well") {
  const std::string text = "\x1b[31mred\x1b[0m\n\tdone \x1b[2J\x1b[8m\x1b[38;5;1m\u202e";
  CHECK(printable_painted(text) == "\x1b[31mred\x1b[0m  done ?[2J?[8m?[38;5;1m?");
  CHECK(printable_page(text) == "\x1b[31mred\x1b[0m\n\tdone ?[2J?[8m?[38;5;1m?");
}

TEST_CASE("no character of any number leaves anything that a terminal acts on") {
  for (char32_t code = 0; code <= 0xe0100; code += code < 0x3000 || code >= 0xdf000 ? 1 : 97) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const auto shown = printable(utf8(code));
    REQUIRE_FALSE(shown.empty());
    REQUIRE(utf8_length_at(shown, 0) == shown.size());
    const auto left = code_point(shown);
    REQUIRE_FALSE(acts_unseen(left));
    REQUIRE((left == code || left == '?' || left == ' '));
  }
}
