// One flat object of texts, numbers and nulls a line: a million of them are read in a second, and every
// mistake is found at its column. Whole documents are read by adapters/json.
#include "reconciler/adapters/readings/file/split_json_line.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/base/diagnostic.hpp"

namespace muster {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

bool ends_word(char c) {
  return is_blank(c) || c == ',' || c == '}' || c == ']' || c == ':' || c == '"' || c == '{' || c == '[';
}

void append_utf8(unsigned code, std::string& text) {
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xc0 | code >> 6);
    text += static_cast<char>(0x80 | (code & 0x3f));
  } else {
    text += static_cast<char>(0xe0 | code >> 12);
    text += static_cast<char>(0x80 | (code >> 6 & 0x3f));
    text += static_cast<char>(0x80 | (code & 0x3f));
  }
}

std::optional<unsigned> hex_in(std::string_view digits) {
  unsigned code = 0;
  if (digits.size() != 4) return std::nullopt;
  for (const char c : digits) {
    const auto at =
        std::string_view("0123456789abcdef").find(c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c);
    if (at == std::string_view::npos) return std::nullopt;
    code = code * 16 + static_cast<unsigned>(at);
  }
  return code;
}

class JsonLine {
 public:
  JsonLine(std::string_view line, ReadingLine& into) : line_(line), into_(into) {}

  std::optional<LineProblem> split() {
    skip_blanks();
    if (!take('{'))
      return problem("a line that is no object",
                     R"({"at": ..., "subject": ..., "metric": ..., "value": ...})");
    skip_blanks();
    if (!take('}')) {
      do {
        if (auto wrong = member()) return wrong;
        skip_blanks();
      } while (take(','));
      if (!take('}')) return problem("the object does not end here", "\",\" or \"}\"");
    }
    skip_blanks();
    if (at_ < line_.size()) return problem("more than one object on the line", "one object a line");
    return std::nullopt;
  }

 private:
  std::optional<LineProblem> problem(std::string summary, std::string expected, std::string hint = "") const {
    return LineProblem{.column = column(),
                       .summary = std::move(summary),
                       .expected = std::move(expected),
                       .hint = std::move(hint)};
  }
  int column() const { return static_cast<int>(at_) + 1; }
  void skip_blanks() {
    while (at_ < line_.size() && is_blank(line_[at_])) ++at_;
  }
  bool take(char c) {
    if (at_ >= line_.size() || line_[at_] != c) return false;
    ++at_;
    return true;
  }

  std::optional<LineProblem> member() {
    skip_blanks();
    const auto key_column = column();
    std::string_view key;
    if (auto wrong = text(key, key_buffer_)) return wrong;
    const auto& names = reading_field_names();
    const auto found = std::find(names.begin(), names.end(), key);
    if (found == names.end()) {
      const auto nearest = nearest_word(std::string(key), names);
      return LineProblem{.column = key_column,
                         .summary = fmt::format("unknown field {}", quoted_in_message(key)),
                         .expected = "at, subject, metric and value",
                         .hint = nearest.empty() ? "" : fmt::format("did you mean \"{}\"?", nearest)};
    }
    const auto index = static_cast<std::size_t>(found - names.begin());
    if (into_.fields[index].there())
      return LineProblem{key_column, fmt::format("the field \"{}\" is given twice", key), "each field once"};
    skip_blanks();
    if (!take(':')) return problem("no value follows the field", "\":\"");
    skip_blanks();
    return value(into_.fields[index], into_.unescaped[index]);
  }

  std::optional<LineProblem> value(WrittenField& field, std::string& buffer) {
    const auto start = column();
    if (at_ < line_.size() && line_[at_] == '"') {
      field.quoted = true;
      if (auto wrong = text(field.text, buffer)) return wrong;
    } else {
      const auto from = at_;
      while (at_ < line_.size() && !ends_word(line_[at_])) ++at_;
      field.text = line_.substr(from, at_ - from);
      if (field.text.empty()) return problem("not a value", "a text, a number or null");
      field.null = field.text == "null";
    }
    field.column = start;
    return std::nullopt;
  }

  std::optional<LineProblem> text(std::string_view& into, std::string& buffer) {
    if (!take('"')) return problem("no quotes here", "a text in double quotes");
    const auto from = at_;
    while (at_ < line_.size() && line_[at_] != '"' && line_[at_] != '\\') {
      if (static_cast<unsigned char>(line_[at_]) < 0x20) return problem("a control character", "text");
      ++at_;
    }
    into = line_.substr(from, at_ - from);
    if (take('"')) return std::nullopt;
    buffer = into;
    while (at_ < line_.size() && line_[at_] != '"') {
      if (auto wrong = character(buffer)) return wrong;
    }
    into = buffer;
    if (take('"')) return std::nullopt;
    return problem("a text without its end", "a closing quote");
  }

  std::optional<LineProblem> character(std::string& buffer) {
    const char c = line_[at_];
    if (c != '\\') {
      buffer += c;
      ++at_;
      return std::nullopt;
    }
    constexpr std::string_view kEscapes = "\"\\/bfnrt";
    constexpr std::string_view kMeant = "\"\\/\b\f\n\r\t";
    const char escape = at_ + 1 < line_.size() ? line_[at_ + 1] : '\0';
    if (const auto known = kEscapes.find(escape); escape != '\0' && known != std::string_view::npos) {
      buffer += kMeant[known];
      at_ += 2;
      return std::nullopt;
    }
    const auto code = escape == 'u' ? hex_in(line_.substr(at_ + 2, 4)) : std::nullopt;
    if (!code || (*code >= 0xd800 && *code < 0xe000))
      return problem("an escape that JSON does not have", "text");
    append_utf8(*code, buffer);
    at_ += 6;
    return std::nullopt;
  }

  std::string_view line_;
  ReadingLine& into_;
  std::size_t at_ = 0;
  std::string key_buffer_{};
};

}  // namespace

std::optional<LineProblem> split_json_line(std::string_view line, ReadingLine& into) {
  into.fields = {};
  return JsonLine(line, into).split();
}

}  // namespace muster
