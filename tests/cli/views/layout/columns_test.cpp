#include "reconciler/cli/views/layout/columns.hpp"

#include <catch2/catch.hpp>

#include "reconciler/cli/views/layout/paint.hpp"

using namespace muster;

TEST_CASE("columns are as wide as what is in them, colours and accents included") {
  const Paint paint(true);
  Columns columns({Align::left, Align::right});
  columns.row({"a", "1"}).row({paint.red("→é"), "22"}).row({"abc", ""});
  CHECK(columns.text("  ") == "  a     1\n  \x1b[31m→é\x1b[0m   22\n  abc\n");
}

TEST_CASE("a rough duration has two units at most") {
  CHECK(rough_duration(0) == "0s");
  CHECK(rough_duration(59) == "59s");
  CHECK(rough_duration(60) == "1m");
  CHECK(rough_duration(72) == "1m 12s");
  CHECK(rough_duration(3600 + 61) == "1h 1m");
  CHECK(rough_duration(3 * 86400 + 4 * 3600 + 59) == "3d 4h");
  CHECK(rough_duration(-5) == "0s");
}

TEST_CASE("a cell is one line, whatever stands in it") {
  Columns columns({Align::left, Align::left});
  columns.row({"\x1b[31mfailed\x1b[0m", "no\n2026-11-30  forged\x1b[2J\u202e"});
  columns.row({"done", "x"});
  CHECK(columns.text("  ") ==
        "  \x1b[31mfailed\x1b[0m  no 2026-11-30  forged?[2J?\n"
        "  done    x\n");
}
