#pragma once

#include <string>

namespace muster {

/// Text that Markdown and HTML show as it is: what clouds and files say forms no link, tag or mention.
std::string as_markdown(const std::string& text);

/// Text in backquotes.
std::string as_code(std::string text);

}  // namespace muster
