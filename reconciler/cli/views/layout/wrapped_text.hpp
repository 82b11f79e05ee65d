#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// Wraps a text to lines of at most `width` columns. A wider word has a line of its own and is not cut.
/// Colour codes have no width. An empty text has one empty line.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

/// Wraps a text to lines of at most `width` columns, at least 40, at spaces only; all lines except the first
/// begin with `indent`.
std::string wrapped(const std::string& text, std::size_t width, const std::string& indent);

/// The same as one text: the first line after `first`, each further one after `rest`, each with its line
/// break.
std::string wrapped_behind(std::string_view first, std::string_view rest, std::string_view text,
                           std::size_t width);

/// The text with a capital first letter.
std::string capitalised(std::string text);

/// Returns the number of lines of the text on a screen of that width, which wraps longer lines itself.
std::size_t lines_on_screen(std::string_view text, std::size_t width);

}  // namespace muster
