#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// The fields of a recorded reading, in the order of a CSV header. The last one is optional.
enum class ReadingField {
  at,
  subject,
  metric,
  value,
  at_least,  ///< For a value that is null: its lower bound, if a part could be measured.
};
inline constexpr std::size_t kReadingFields = 5;
inline constexpr std::size_t kNeededFields = 4;
/// "at", "subject", "metric", "value", "at_least".
const std::vector<std::string>& reading_field_names();

/// One field of one line as written.
struct WrittenField {
  std::string_view text{};  ///< Points into the line, or into `unescaped` if the line had escapes.
  int column = 0;           ///< From 1; 0 if the field is absent.
  bool quoted = false;
  bool null = false;

  bool there() const { return column > 0; }
};

/// A problem of a line as a whole.
struct LineProblem {
  int column = 1;
  std::string summary;
  std::string expected{};
  std::string hint{};
};

/// A split line. It holds views into the line.
struct ReadingLine {
  std::array<WrittenField, kReadingFields> fields{};
  std::array<std::string, kReadingFields> unescaped{};

  const WrittenField& operator[](ReadingField field) const { return fields[static_cast<std::size_t>(field)]; }
};

/// Formats a text for a message: quoted, truncated, with "?" for bytes that are not printable.
std::string quoted_in_message(std::string_view text);

}  // namespace muster
