#pragma once

#include <string>
#include <string_view>

namespace muster {

/// Whether a terminal interprets this character, or a reader cannot see it. `printable` replaces these
/// characters.
bool acts_unseen(char32_t code);

/// Returns one line of text without control effects. Text from clouds, files and servers passes through this
/// function before it reaches a terminal, a log, a chat, a mail or a comment.
///
/// Line breaks and tabs become spaces. A question mark replaces every other control character (U+0000-001F,
/// U+007F-009F). It also replaces every character that changes the direction of writing or is invisible
/// (U+061C, U+200B, U+200E-200F, U+202A-202E, U+2060-206F, U+FEFF, U+FFF9-FFFB, U+E0000-E007F) and every byte
/// that is not UTF-8. U+2028 and U+2029 count as line breaks.
std::string printable(std::string_view text);

/// The same for a line that muster has coloured: it keeps the colours of Paint.
std::string printable_painted(std::string_view text);

/// The same for a text of several lines that muster has laid out: it keeps "\n", tabs and the colours of
/// Paint. For streams and screens, after `printable` for each part.
std::string printable_page(std::string_view text);

}  // namespace muster
