#pragma once

#include <string>
#include <string_view>

#include "reconciler/cli/views/layout/paint.hpp"

namespace muster {

/// A share as a thin bar of so many columns: "━━━━━━╸────", exact to half a
/// column. The full part is in the colour of `code` as Paint's names have it,
/// the rest dim.
enum class BarColour { green, yellow, red, cyan, none };
std::string bar_of(double share, std::size_t cells, BarColour colour, const Paint& paint);

std::string in_colour(BarColour colour, std::string_view text, const Paint& paint);

/// The text cut to so many columns, with "…" for what is missing. For text
/// without colours.
std::string clipped(const std::string& text, std::size_t columns);

}  // namespace muster
