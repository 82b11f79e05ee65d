#pragma once

#include <string>

namespace muster {

/// Lets a program show a text on the terminal, page by page, and waits until it has ended. `command` is read
/// by the shell; an empty one is `less -FRX`. False when it could not be run: nothing was shown then.
bool show_in_pager(const std::string& text, const std::string& command);

}  // namespace muster
