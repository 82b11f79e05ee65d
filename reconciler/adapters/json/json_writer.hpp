#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "reconciler/core/base/measure.hpp"
#include "reconciler/core/base/money.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {

enum class JsonLayout { compact, pretty };

/// Writes JSON in one canonical form: members in the order of the calls, two spaces of indentation (or none),
/// numbers as integers or decimals, text in UTF-8 with the minimum of escapes. The same calls result in the
/// same bytes on every machine.
///
///   JsonWriter out;
///   out.begin_object().key("name").text("worker/1").key("cpu").measure(cpu).end_object();
///   return std::move(out).finish();
class JsonWriter {
 public:
  explicit JsonWriter(JsonLayout layout = JsonLayout::pretty) : layout_(layout) {}

  JsonWriter& begin_object() { return begin('{'); }
  JsonWriter& end_object() { return end('}'); }
  JsonWriter& begin_array() { return begin('['); }
  JsonWriter& end_array() { return end(']'); }
  /// Writes the name of the next member.
  JsonWriter& key(std::string_view name);

  JsonWriter& text(std::string_view value);  ///< Bytes that are not UTF-8 become U+FFFD.
  JsonWriter& integer(std::int64_t value);   ///< In the unit of the field.
  JsonWriter& boolean(bool value);
  JsonWriter& null();
  JsonWriter& money(Money value);      ///< Dollars as a decimal without loss: 24.00, 0.03571.
  JsonWriter& measure(Measure value);  ///< The shortest decimal: 85.3.
  JsonWriter& instant(Instant value);  ///< RFC 3339 text.
  /// The shortest digits that parse to the same number; it must be finite.
  JsonWriter& number(double value);
  /// Writes a number in JSON's own notation unchanged.
  JsonWriter& decimal(std::string_view digits);

  /// Whether some text was not UTF-8 and was changed.
  bool mended() const { return mended_; }

  /// Returns the whole text; a pretty text ends with a line break.
  std::string finish() &&;

 private:
  JsonWriter& begin(char bracket);
  JsonWriter& end(char bracket);
  JsonWriter& value(std::string_view token);
  void separate();
  void quote(std::string_view text);

  JsonLayout layout_;
  std::string out_;
  std::vector<bool> has_content_;  // One for each open container.
  bool after_key_ = false;
  bool mended_ = false;
};

}  // namespace muster
