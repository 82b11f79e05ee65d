#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace muster {

/// SHA-256 of something, as "sha256:" and 64 hexadecimal digits. Empty when nothing was digested.
struct Digest {
  std::string text;

  bool empty() const { return text.empty(); }
  /// The first twelve hexadecimal digits: enough for a person to tell two apart.
  std::string brief() const;
  friend auto operator<=>(const Digest&, const Digest&) = default;
};

Digest digest_of(std::string_view bytes);

/// Collects values into one digest such that different sequences of values never collide by concatenation:
/// each part goes in with its kind and length.
class Digester {
 public:
  Digester& add(std::string_view text);
  Digester& add(const char* text) { return add(std::string_view(text)); }
  Digester& add(std::int64_t number);
  Digester& add(int number) { return add(static_cast<std::int64_t>(number)); }
  Digester& add(bool flag) { return add(std::int64_t{flag ? 1 : 0}); }
  /// How many there are of something, as a number.
  Digester& add_count(std::size_t count) { return add(static_cast<std::int64_t>(count)); }
  Digester& add(const Digest& digest) { return add(std::string_view(digest.text)); }

  Digest finish() const { return digest_of(buffer_); }

 private:
  std::string buffer_;
};

}  // namespace muster
