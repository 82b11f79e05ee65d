#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// The fields of a recorded reading, in the order of a CSV header. The last one need not be there.
enum class ReadingField {
  at,
  subject,
  metric,
  value,
  at_least,  ///< Of a value that is null: what is known of it, where a part could be measured.
};
inline constexpr std::size_t kReadingFields = 5;
inline constexpr std::size_t kNeededFields = 4;
/// "at", "subject", "metric", "value", "at_least".
const std::vector<std::string>& reading_field_names();

/// One field of one line as it was written.
struct WrittenField {
  std::string_view text{};  ///< Into the line, or into `unescaped` where the line had escapes.
  int column = 0;           ///< From 1; 0 when the field is not there.
  bool quoted = false;
  bool null = false;

  bool there() const { return column > 0; }
};

/// What is wrong with a line as such.
struct LineProblem {
  int column = 1;
  std::string summary;
  std::string expected{};
  std::string hint{};
};

/// A line taken apart. Holds views into the line.
struct ReadingLine {
  std::array<WrittenField, kReadingFields> fields{};
  std::array<std::string, kReadingFields> unescaped{};

  const WrittenField& operator[](ReadingField field) const { return fields[static_cast<std::size_t>(field)]; }
};

/// What stands there, fit for a message: quoted, cut short, bytes that are not printable as "?".
std::string quoted_in_message(std::string_view text);

}  // namespace muster
