#include "tests/architecture/source_code.hpp"

#include <algorithm>
#include <cctype>

namespace muster::architecture {
namespace {

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// The end of a literal or a comment that begins at `at`; `at` if none begins there.
std::size_t end_of_text(const std::string& text, std::size_t at) {
  if (text.compare(at, 2, "//") == 0) return std::min(text.find('\n', at), text.size());
  if (text.compare(at, 3, "R\"(") == 0) return std::min(text.find(")\"", at) + 2, text.size());
  const char quote = text[at];
  const bool separates_digits = quote == '\'' && at > 0 && is_word(text[at - 1]);
  if ((quote != '"' && quote != '\'') || separates_digits) return at;
  auto end = at + 1;
  while (end < text.size() && text[end] != quote) end += text[end] == '\\' ? 2 : 1;
  return std::min(end + 1, text.size());
}

bool is_open(char c) {
  return c == '(' || c == '{' || c == '[';
}
bool is_close(char c) {
  return c == ')' || c == '}' || c == ']';
}

/// The end of template arguments that begin at `at`; `at` if it is a comparison.
std::size_t end_of_arguments(const std::string& code, std::size_t at) {
  int depth = 0;
  for (auto i = at; i < code.size(); ++i) {
    const char c = code[i];
    if (c == '<') ++depth;
    if (c == '>' && --depth == 0) return i;
    const bool fits = is_word(c) || std::isspace(static_cast<unsigned char>(c)) != 0 ||
                      std::string(":,*&<>()").find(c) != std::string::npos;
    if (!fits) return at;
  }
  return at;
}

}  // namespace

std::string code_of(const SourceFile& file) {
  std::string text;
  for (const auto& line : file.lines) text += line + '\n';
  for (std::size_t at = 0; at < text.size();) {
    const auto end = end_of_text(text, at);
    if (end == at) {
      ++at;
      continue;
    }
    const char blank = text[at] == '/' ? ' ' : 'S';
    for (; at < end; ++at)
      if (text[at] != '\n') text[at] = blank;
  }
  return text;
}

std::size_t end_of_bracket(const std::string& code, std::size_t open) {
  int depth = 0;
  for (auto at = open; at < code.size(); ++at) {
    if (is_open(code[at])) ++depth;
    if (is_close(code[at]) && --depth == 0) return at;
  }
  return std::string::npos;
}

std::vector<std::string> items_in(const std::string& code, std::size_t open, std::size_t close) {
  std::vector<std::string> items(1);
  for (auto at = open + 1; at < close; ++at) {
    auto end = at;
    if (is_open(code[at])) end = std::min(end_of_bracket(code, at), close - 1);
    if (code[at] == '<') end = std::min(end_of_arguments(code, at), close - 1);
    if (code[at] == ',') {
      items.emplace_back();
      continue;
    }
    items.back() += code.substr(at, end - at + 1);
    at = end;
  }
  const auto blank = [](const std::string& item) { return item.find_first_not_of(" \n") == item.npos; };
  if (blank(items.back())) items.pop_back();
  return items;
}

int line_at(const std::string& code, std::size_t at) {
  const auto end = code.begin() + static_cast<std::string::difference_type>(at);
  return 1 + static_cast<int>(std::count(code.begin(), end, '\n'));
}

}  // namespace muster::architecture
