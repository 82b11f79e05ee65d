#pragma once

#include <string>

namespace muster {

/// Escapes a text for XML, in an attribute or between tags. Line breaks become references, other control
/// characters question marks.
std::string xml_text(const std::string& text);

}  // namespace muster
