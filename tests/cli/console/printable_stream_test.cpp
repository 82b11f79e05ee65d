#include "reconciler/cli/console/printable_stream.hpp"

#include <catch2/catch.hpp>
#include <sstream>

using namespace muster;

namespace {

/// What comes out behind a stream that was given these pieces.
std::string written(const std::vector<std::string>& pieces, bool flush_each = false) {
  std::stringbuf behind;
  PrintableBuffer buffer(behind);
  std::ostream out(&buffer);
  for (const auto& piece : pieces) {
    out << piece;
    if (flush_each) out << std::flush;
  }
  out << std::flush;
  return behind.str();
}

const std::string kPage = "\x1b[31mgröße\x1b[0m 世界\n\t✓ 🚀\n";

}  // namespace

TEST_CASE("a stream gives a terminal nothing that a view forgot to clean") {
  CHECK(written({"warning: \x1b]0;TITLE\x07\u202e\u009b31m\n"}) == "warning: ?]0;TITLE???31m\n");
  CHECK(written({kPage}) == kPage);
}

TEST_CASE("what comes in pieces comes out the same as in one") {
  const auto text = kPage + "\x1b[2J\u202e\xff end";
  const auto whole = written({text});
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    INFO("cut at " << cut);
    REQUIRE(written({text.substr(0, cut), text.substr(cut)}) == whole);
  }
  std::vector<std::string> bytes;
  for (const char c : text) bytes.emplace_back(1, c);
  CHECK(written(bytes) == whole);
  // An escape that is flushed before the rest of its colour comes is no colour.
  CHECK(written({"\x1b", "[31m"}, true) == "?[31m");
}

TEST_CASE("a result whose bytes matter gets through as it is, in its place") {
  std::stringbuf behind;
  PrintableBuffer buffer(behind);
  std::ostream out(&buffer);
  out << "before\x1b ";
  write_exactly(out, "\x1b\xff\u202e");
  out << " after\x1b" << std::flush;
  CHECK(behind.str() == "before? \x1b\xff\u202e after?");

  std::ostringstream plain;
  write_exactly(plain, "\x1b\xff");
  CHECK(plain.str() == "\x1b\xff");
}

TEST_CASE("a place that takes nothing more is told of") {
  class Full final : public std::streambuf {};
  Full behind;
  PrintableBuffer buffer(behind);
  std::ostream out(&buffer);
  out << "text" << std::flush;
  CHECK_FALSE(out.good());
  std::ostream exact(&buffer);
  write_exactly(exact, "text");
  CHECK_FALSE(exact.good());
}
