#pragma once

#include <string>
#include <string_view>

#include "reconciler/cli/views/layout/paint.hpp"

namespace muster {

/// Draws a share as a thin bar of `cells` columns: "━━━━━━╸────", exact to half a column. The full part has
/// the colour, the rest is dim.
enum class BarColour { green, yellow, red, cyan, none };
std::string bar_of(double share, std::size_t cells, BarColour colour, const Paint& paint);

std::string in_colour(BarColour colour, std::string_view text, const Paint& paint);

/// Truncates a text to `columns` columns, with "…" at the end. For text without colours.
std::string clipped(const std::string& text, std::size_t columns);

}  // namespace muster
