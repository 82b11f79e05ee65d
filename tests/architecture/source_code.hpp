#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/architecture/source_tree.hpp"

namespace muster::architecture {

/// The text of a file with blanks for its comments and the letter S for its literals; lines and columns stay.
std::string code_of(const SourceFile& file);

/// The position of the bracket that closes the one at `open`; npos if there is none.
std::size_t end_of_bracket(const std::string& code, std::size_t open);

/// The items between two brackets, which commas separate: without those of inner brackets and of template
/// arguments.
std::vector<std::string> items_in(const std::string& code, std::size_t open, std::size_t close);

/// The line of a position, from 1.
int line_at(const std::string& code, std::size_t at);

}  // namespace muster::architecture
