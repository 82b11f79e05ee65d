#include "reconciler/cli/views/layout/wrapped_text.hpp"

#include <catch2/catch.hpp>

using namespace muster;

TEST_CASE("text is broken between words and never within one") {
  struct Row {
    const char* that;
    const char* text;
    std::size_t width;
    std::vector<std::string> lines;
  };
  for (const auto& row : {
           Row{"what fits stays", "one two", 7, {"one two"}},
           Row{"what does not goes on below", "one two three", 7, {"one two", "three"}},
           Row{"a word wider than the line keeps its own",
               "a https://example.com b",
               8,
               {"a", "https://example.com", "b"}},
           Row{"characters are counted, not bytes", "ä ö ü", 3, {"ä ö", "ü"}},
           Row{"colours take no room", "\x1b[31mred\x1b[0m car", 7, {"\x1b[31mred\x1b[0m car"}},
           Row{"several blanks stay within a line and go at its end", "a  b c ", 4, {"a  b", "c"}},
           Row{"nothing is one empty line", "", 10, {""}},
       }) {
    DYNAMIC_SECTION(row.that) {
      CHECK(wrapped(row.text, row.width) == row.lines);
    }
  }
}

TEST_CASE("wrapped text stands behind its first words, and a screen's lines are counted") {
  CHECK(wrapped_behind("note ", "     ", "one two three", 12) == "note one two\n     three\n");
  CHECK(lines_on_screen("", 10) == 0);
  CHECK(lines_on_screen("a\n\nb\n", 10) == 3);
  CHECK(lines_on_screen("0123456789\n01234567890\n", 10) == 3);
}
