#pragma once

#include <string>

namespace muster {

/// Escapes a text so that Markdown and HTML show it as it is: foreign text forms no link, tag or mention.
std::string as_markdown(const std::string& text);

/// Text in backquotes.
std::string as_code(std::string text);

}  // namespace muster
