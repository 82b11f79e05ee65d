#include "reconciler/adapters/readings/file/split_csv_line.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/base/diagnostic.hpp"

namespace muster {
namespace {

const char* const kHeaderForm = "the columns at,subject,metric,value";

/// One cell of a line: quotes around it are taken away, "" within them is one quote.
std::optional<LineProblem> cell_at(std::string_view line, std::size_t& at, WrittenField& cell,
                                   std::string& buffer) {
  while (at < line.size() && line[at] == ' ') ++at;
  cell.column = static_cast<int>(at) + 1;
  if (at == line.size() || line[at] != '"') {
    const auto end = std::min(line.find(',', at), line.size());
    auto text = line.substr(at, end - at);
    while (text.ends_with(' ')) text.remove_suffix(1);
    cell.text = text;
    at = end;
    return std::nullopt;
  }
  cell.quoted = true;
  buffer.clear();
  const auto from = ++at;
  bool plain = true;
  for (;; ++at) {
    if (at >= line.size())
      return LineProblem{cell.column, "a quoted field without its end", "a closing quote on the same line"};
    if (line[at] != '"') {
      if (!plain) buffer += line[at];
      continue;
    }
    if (at + 1 >= line.size() || line[at + 1] != '"') break;
    if (plain) buffer = line.substr(from, at - from);
    plain = false;
    buffer += '"';
    ++at;
  }
  cell.text = plain ? line.substr(from, at - from) : std::string_view(buffer);
  ++at;
  while (at < line.size() && line[at] == ' ') ++at;
  if (at < line.size() && line[at] != ',')
    return LineProblem{static_cast<int>(at) + 1, "text behind a quoted field",
                       "\",\" or the end of the line"};
  return std::nullopt;
}

std::string_view without_cr(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace

std::optional<LineProblem> read_csv_header(std::string_view line, CsvHeader& into) {
  line = without_cr(line);
  const auto& names = reading_field_names();
  for (std::size_t at = 0; at <= line.size(); ++at) {
    WrittenField cell;
    std::string buffer;
    if (auto wrong = cell_at(line, at, cell, buffer)) return wrong;
    const auto found = std::find(names.begin(), names.end(), cell.text);
    if (found == names.end()) {
      const auto nearest = nearest_word(std::string(cell.text), names);
      return LineProblem{.column = cell.column,
                         .summary = fmt::format("unknown column {}", quoted_in_message(cell.text)),
                         .expected = kHeaderForm,
                         .hint = nearest.empty() ? "the first line names the columns"
                                                 : fmt::format("did you mean \"{}\"?", nearest)};
    }
    const auto field = static_cast<ReadingField>(found - names.begin());
    if (std::find(into.columns.begin(), into.columns.end(), field) != into.columns.end())
      return LineProblem{cell.column, fmt::format("the column \"{}\" is named twice", *found), kHeaderForm};
    into.columns.push_back(field);
  }
  for (std::size_t i = 0; i < kNeededFields; ++i) {
    if (std::find(into.columns.begin(), into.columns.end(), static_cast<ReadingField>(i)) ==
        into.columns.end())
      return LineProblem{1, fmt::format("the column \"{}\" is missing", names[i]), kHeaderForm};
  }
  return std::nullopt;
}

std::optional<LineProblem> split_csv_line(std::string_view line, const CsvHeader& header, ReadingLine& into) {
  line = without_cr(line);
  into.fields = {};
  std::size_t at = 0;
  for (std::size_t i = 0; i < header.columns.size(); ++i, ++at) {
    const auto index = static_cast<std::size_t>(header.columns[i]);
    auto& field = into.fields[index];
    if (auto wrong = cell_at(line, at, field, into.unescaped[index])) return wrong;
    const bool last = i + 1 == header.columns.size();
    if (last != (at >= line.size()))
      return LineProblem{static_cast<int>(at) + 1,
                         fmt::format("the line has {} fields", last ? "too many" : "too few"),
                         fmt::format("{} fields", header.columns.size())};
  }
  auto& value = into.fields[static_cast<std::size_t>(ReadingField::value)];
  value.null = !value.quoted && (value.text.empty() || value.text == "null");
  // Quotes have no meaning in CSV: the type of a value follows from its field.
  for (auto& field : into.fields) field.quoted = &field != &value;
  return std::nullopt;
}

}  // namespace muster
