#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "reconciler/adapters/json/json_value.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

/// Size limits of a JSON text.
struct JsonLimits {
  std::size_t bytes = 64u << 20;
  int depth = 128;  ///< Number of nested levels.
};

/// One parsed JSON text (RFC 8259, UTF-8), read-only. Its memory is the text and twelve bytes for each token.
class JsonDocument {
 public:
  /// Takes ownership of the text and parses it in place. Fails with `invalid`, with line and column.
  static Result<JsonDocument> parse(std::string text, JsonLimits limits = {});

  JsonDocument(JsonDocument&&) noexcept;
  JsonDocument& operator=(JsonDocument&&) noexcept;
  ~JsonDocument();

  JsonView root() const { return {tape_.get(), 0}; }

 private:
  explicit JsonDocument(std::unique_ptr<JsonTape> tape);
  std::unique_ptr<JsonTape> tape_;
};

}  // namespace muster
