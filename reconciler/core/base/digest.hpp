#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace muster {

/// A SHA-256 digest: "sha256:" and 64 hexadecimal digits. Empty if nothing was digested.
struct Digest {
  std::string text;

  bool empty() const { return text.empty(); }
  /// The first twelve hexadecimal digits: enough for a person to distinguish two digests.
  std::string brief() const;
  friend auto operator<=>(const Digest&, const Digest&) = default;
};

Digest digest_of(std::string_view bytes);

/// Collects values into one digest. Each part is added with its kind and length, so that different sequences
/// of values never collide by concatenation.
class Digester {
 public:
  Digester& add(std::string_view text);
  Digester& add(const char* text) { return add(std::string_view(text)); }
  Digester& add(std::int64_t number);
  Digester& add(int number) { return add(static_cast<std::int64_t>(number)); }
  Digester& add(bool flag) { return add(std::int64_t{flag ? 1 : 0}); }
  /// Adds the number of elements of something.
  Digester& add_count(std::size_t count) { return add(static_cast<std::int64_t>(count)); }
  Digester& add(const Digest& digest) { return add(std::string_view(digest.text)); }

  Digest finish() const { return digest_of(buffer_); }

 private:
  std::string buffer_;
};

}  // namespace muster
