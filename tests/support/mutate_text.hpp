#pragma once

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <vector>

namespace muster {

/// Spoils texts the way disks, editors and strangers do; the same seed spoils the same way everywhere.
class TextMutator {
 public:
  explicit TextMutator(unsigned seed) : random_(seed) {}

  /// One to four mutations of `text`: flipped bits, cut, doubled, moved or foreign pieces.
  std::string operator()(std::string text) {
    for (auto times = 1 + pick(4); times > 0; --times) mutate(text);
    return text;
  }

 private:
  std::size_t pick(std::size_t count) { return count == 0 ? 0 : random_() % count; }

  void mutate(std::string& text) {
    static const std::vector<std::string> kPieces = {"\"",       "'",
                                                     "{",        "}",
                                                     "[",        "]",
                                                     ":",        ": ",
                                                     ",",        "- ",
                                                     "\n",       "\t",
                                                     "&a ",      "*a",
                                                     "<<: ",     "!x ",
                                                     "---\n",    "...\n",
                                                     "|",        ">",
                                                     "#",        "%YAML 1.2\n",
                                                     "? ",       "\\u0000",
                                                     "\\ud800",  "1e999",
                                                     "-",        "0",
                                                     "null",     "~",
                                                     "\xff",     "\xc3",
                                                     "\r",       std::string(1, '\0'),
                                                     "[[[[[[[[", "{a: {a: {a: ",
                                                     "    ",     "@",
                                                     "`"};
    const auto at = pick(text.size());
    const auto length = pick(std::min<std::size_t>(text.size() - at + 1, 64));
    switch (pick(7)) {
      case 0:
        if (!text.empty()) text[at] = static_cast<char>(text[at] ^ (1 << pick(8)));
        return;
      case 1:
        return text.resize(at);
      case 2:
        return void(text.insert(pick(text.size() + 1), text.substr(at, length)));
      case 3:
        return void(text.erase(at, length));
      case 4:
        return void(text.insert(at, kPieces[pick(kPieces.size())]));
      case 5:
        return void(text.replace(at, length, kPieces[pick(kPieces.size())]));
      default: {
        const auto piece = text.substr(at, length);
        text.erase(at, length);
        text.insert(pick(text.size() + 1), piece);
      }
    }
  }

  std::mt19937 random_;
};

}  // namespace muster
