#include "reconciler/cli/views/layout/bars.hpp"

#include <algorithm>
#include <cmath>

namespace muster {

std::string in_colour(BarColour colour, std::string_view text, const Paint& paint) {
  switch (colour) {
    case BarColour::green:
      return paint.green(text);
    case BarColour::yellow:
      return paint.yellow(text);
    case BarColour::red:
      return paint.red(text);
    case BarColour::cyan:
      return paint.cyan(text);
    case BarColour::none:
      break;
  }
  return std::string(text);
}

std::string bar_of(double share, std::size_t cells, BarColour colour, const Paint& paint) {
  const auto halves =
      static_cast<std::size_t>(std::lround(std::clamp(share, 0.0, 1.0) * 2.0 * static_cast<double>(cells)));
  // A value above zero is never shown as zero.
  const auto shown = share > 0 ? std::max<std::size_t>(1, halves) : 0;
  std::string full;
  for (std::size_t i = 0; i < shown / 2; ++i) full += "━";
  if (shown % 2 == 1) full += "╸";
  std::string rest;
  for (std::size_t i = (shown + 1) / 2; i < cells; ++i) rest += "─";
  return in_colour(colour, full, paint) + paint.dim(rest);
}

std::string clipped(const std::string& text, std::size_t columns) {
  if (columns_of(text) <= columns) return text;
  if (columns == 0) return "";
  std::string cut;
  std::size_t used = 0;
  for (std::size_t at = 0; at < text.size() && used + 1 < columns;) {
    auto next = at + 1;
    while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0) == 0x80) ++next;
    cut.append(text, at, next - at);
    at = next;
    ++used;
  }
  return cut + "…";
}

}  // namespace muster
