#include "reconciler/cli/views/layout/markdown.hpp"

#include <algorithm>

#include "reconciler/cli/views/layout/paint.hpp"

namespace muster {

std::string as_markdown(const std::string& text) {
  std::string safe;
  for (const char c : printable(text)) {
    if (c == '<') {
      safe += "&lt;";
    } else if (c == '&') {
      safe += "&amp;";
    } else {
      if (std::string_view("\\`*_{}[]#|~@").find(c) != std::string_view::npos) safe += '\\';
      safe += c;
    }
  }
  return safe;
}

std::string as_code(std::string text) {
  text = printable(text);
  std::replace(text.begin(), text.end(), '`', '\'');  // One inside would end them.
  return "`" + text + "`";
}

}  // namespace muster
