#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "reconciler/adapters/json/json_kind.hpp"

namespace muster {

/// One token of a parsed text. A member of an object has two tokens: its name (a `text`), then its value.
struct JsonToken {
  std::uint32_t kind : 3;    ///< A JsonKind.
  std::uint32_t from : 29;   ///< Offset of its first character in the text; 1 for true.
  std::uint32_t length = 0;  ///< Characters of a text or number; elements or members of a container.
  std::uint32_t next = 0;    ///< Index of the token after this value and its content.
};

/// A parsed text, depth first: the content of a container follows it directly.
class JsonTape {
 public:
  explicit JsonTape(std::string text) : text_(std::move(text)) {}

  const JsonToken& operator[](std::uint32_t node) const { return tokens_[node]; }
  JsonKind kind(std::uint32_t node) const { return static_cast<JsonKind>(tokens_[node].kind); }
  std::string_view text(std::uint32_t node) const {
    return std::string_view(text_).substr(tokens_[node].from, tokens_[node].length);
  }

  std::string text_;
  std::vector<JsonToken> tokens_;
};

}  // namespace muster
