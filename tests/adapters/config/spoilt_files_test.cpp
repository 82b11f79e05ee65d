#include <catch2/catch.hpp>
#include <random>

#include "reconciler/adapters/config/load_declared.hpp"
#include "reconciler/adapters/config/load_prices.hpp"
#include "reconciler/adapters/scaffold/scaffold.hpp"
#include "reconciler/adapters/scaffold/scaffold_files.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace muster;
using namespace muster::test;

namespace {

namespace fs = std::filesystem;

class Spoiler {
 public:
  explicit Spoiler(unsigned seed) : random_(seed) {}

  std::string spoil(std::string text) {
    for (auto changes = 1 + below(3); changes > 0; --changes) text = changed(std::move(text));
    return text;
  }

  std::size_t below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_);
  }

 private:
  std::string changed(std::string text) {
    static const std::string kBytes(
        "\0\t\n\r \"'%&*-:[]{}!|>#@`,?\xff\xc3"
        "0123456789eE.$ax/",
        41);
    static const std::vector<std::string> kWords = {
        "null",        "~",   "[]",  "{}",       "-1",        "1e9",   "99999999999999999999",
        "0x10",        "yes", "*a",  "&a ",      "<<: ",      "---\n", "!!str ",
        "\"",          "5m",  "80%", "$5/month", "2x normal", "50GiB", "| \n",
        "\xef\xbb\xbf"};
    if (text.empty()) return kWords[below(kWords.size())];
    const auto at = below(text.size());
    switch (below(5)) {
      case 0:
        text[at] = kBytes[below(kBytes.size())];
        return text;
      case 1:
        return text.erase(at, 1 + below(40));
      case 2:
        return text.insert(at, kWords[below(kWords.size())]);
      case 3: {  // A value becomes another.
        const auto colon = text.find(": ", at);
        const auto end = text.find('\n', colon);
        if (colon == std::string::npos || end == std::string::npos) return text;
        return text.replace(colon + 2, end - colon - 2, kWords[below(kWords.size())]);
      }
      default: {  // A line moves or is there twice.
        const auto start = text.rfind('\n', at);
        const auto from = start == std::string::npos ? 0 : start + 1;
        const auto line = text.substr(from, text.find('\n', from) - from + 1);
        return text.insert(from, below(2) == 0 ? "  " : line);
      }
    }
  }

  std::mt19937 random_;
};

}  // namespace

TEST_CASE("spoilt files give a whole fleet or located errors, and never break the reader") {
  const auto prices = embedded_prices("digitalocean");
  REQUIRE(prices.ok());
  const TemporaryFolder folder;
  const auto dir = folder.path("declared");
  REQUIRE(write_starter(dir).ok());
  const auto files = *starter_files();
  Spoiler spoiler(20261123);
  int refused = 0;
  const int rounds = 600;
  for (int round = 0; round < rounds; ++round) {
    const auto& file = files[spoiler.below(files.size())];
    folder.write("declared/" + file.path, spoiler.spoil(file.text));
    const auto loaded = load_declared(dir, &*prices);
    folder.write("declared/" + file.path, file.text);
    if (loaded.ok()) {
      CHECK_FALSE(loaded.fleet.pools.empty());
      CHECK(loaded.policies.size() == 3);
      continue;
    }
    ++refused;
    CHECK(loaded.fleet == Fleet{});
    CHECK(loaded.policies.empty());
    for (const auto& problem : loaded.diagnostics) {
      if (problem.summary.empty() || problem.at.file.rfind("declared", 0) != 0) FAIL(problem.summary);
    }
  }
  // Most changes matter, and some are to comments only: neither may be all or nothing.
  CHECK(refused > rounds / 4);
  CHECK(refused < rounds);
}
