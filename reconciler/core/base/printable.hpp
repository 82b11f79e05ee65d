#pragma once

#include <string>
#include <string_view>

namespace muster {

/// Whether a terminal or a reader acts on this character, or cannot see it: those that `printable` replaces.
bool acts_unseen(char32_t code);

/// One line of text that nobody can act through. What clouds, files and servers say passes through here
/// before it reaches a terminal, a log, a chat, a mail or a comment.
///
/// Line breaks and tabs become spaces. A question mark takes the place of each other control character
/// (U+0000-001F, U+007F-009F), each character that turns the direction of writing or cannot be seen
/// (U+061C, U+200B, U+200E-200F, U+202A-202E, U+2060-206F, U+FEFF, U+FFF9-FFFB, U+E0000-E007F) and each byte
/// that is not UTF-8. U+2028 and U+2029 break lines, too.
std::string printable(std::string_view text);

/// The same for a line that muster has painted: it keeps the colours of Paint.
std::string printable_painted(std::string_view text);

/// The same for a text of several lines that muster has laid out: it keeps "\n", tabs and the colours of
/// Paint. For streams and screens, behind `printable` for each part.
std::string printable_page(std::string_view text);

}  // namespace muster
