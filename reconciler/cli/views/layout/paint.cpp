#include "reconciler/cli/views/layout/paint.hpp"

namespace muster {

std::string Paint::in(std::string_view code, std::string_view text) const {
  if (!on_ || text.empty()) return std::string(text);
  std::string painted = "\x1b[";
  painted.append(code).append("m").append(text).append("\x1b[0m");
  return painted;
}

std::string Paint::as(Action action, std::string_view text) const {
  switch (action) {
    case Action::create:
      return green(text);
    case Action::update:
      return yellow(text);
    case Action::replace:
    case Action::destroy:
      return red(text);
    case Action::adopt:
    case Action::release:
      return cyan(text);
  }
  return std::string(text);
}

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\x1b') {
      i = text.find('m', i);
      if (i == std::string_view::npos) break;
      continue;
    }
    const bool continues = (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80;
    if (!continues) ++columns;
  }
  return columns;
}

}  // namespace muster
