#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// The text in lines of at most `width` columns, broken between words. A word that is wider than that keeps
/// a line of its own and is not cut. Colour codes take no room. An empty text has one empty line.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

/// Text in lines of at most `width` columns, at least 40, broken at spaces only; all but the first begin with
/// `indent`.
std::string wrapped(const std::string& text, std::size_t width, const std::string& indent);

/// The same as one text: the first line behind `first`, each further one behind `rest`, each with its break.
std::string wrapped_behind(std::string_view first, std::string_view rest, std::string_view text,
                           std::size_t width);

/// How many lines the text takes on a screen so wide, which breaks longer lines itself.
std::size_t lines_on_screen(std::string_view text, std::size_t width);

}  // namespace muster
