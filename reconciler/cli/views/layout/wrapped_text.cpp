#include "reconciler/cli/views/layout/wrapped_text.hpp"

#include <algorithm>

#include "reconciler/cli/views/layout/columns.hpp"

#include <algorithm>

#include "reconciler/cli/views/layout/paint.hpp"

namespace muster {

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines(1);
  std::size_t used = 0;
  while (!text.empty()) {
    const auto blanks = std::min(text.find_first_not_of(' '), text.size());
    const auto end = std::min(text.find(' ', blanks), text.size());
    const auto word = text.substr(blanks, end - blanks);
    text.remove_prefix(end);
    if (word.empty()) break;  // Spaces at the end of a line are dropped.
    const auto columns = columns_of(word);
    const bool first = lines.back().empty();
    if (!first && used + blanks + columns > width) {
      lines.emplace_back(word);
      used = columns;
      continue;
    }
    lines.back().append(blanks, ' ').append(word);
    used += blanks + columns;
  }
  return lines;
}

std::string wrapped_behind(std::string_view first, std::string_view rest, std::string_view text,
                           std::size_t width) {
  const auto margin = std::max(columns_of(first), columns_of(rest));
  std::string whole;
  for (const auto& line : wrapped(text, width > margin ? width - margin : 1)) {
    whole.append(whole.empty() ? first : rest).append(line).append("\n");
  }
  return whole;
}

std::size_t lines_on_screen(std::string_view text, std::size_t width) {
  std::size_t lines = 0;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto columns = columns_of(text.substr(0, end));
    lines += columns == 0 || width == 0 ? 1 : (columns + width - 1) / width;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string wrapped(const std::string& text, std::size_t width, const std::string& indent) {
  const auto room = std::max<std::size_t>(width, 40);
  std::string out;
  std::size_t used = 0;
  for (std::size_t at = 0; at < text.size();) {
    auto end = text.find(' ', at);
    if (end == std::string::npos) end = text.size();
    const auto word = text.substr(at, end - at);
    const auto columns = columns_of(word);
    if (used > 0 && used + 1 + columns > room) {
      out += "\n" + indent;
      used = 0;
    } else if (used > 0) {
      out += ' ';
      ++used;
    }
    out += word;
    used += columns;
    at = end + 1;
  }
  return out;
}

std::string capitalised(std::string text) {
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
    text.front() = static_cast<char>(text.front() - 'a' + 'A');
  return text;
}

}  // namespace muster
