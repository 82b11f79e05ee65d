#pragma once

#include <string>

namespace muster {

/// Shows a text page by page with a program on the terminal, and waits until it ends. The shell interprets
/// `command`; an empty one is `less -FRX`. Returns false if it could not be run; nothing was shown then.
bool show_in_pager(const std::string& text, const std::string& command);

}  // namespace muster
