#pragma once

#include <string>

namespace muster {

/// Replaces a known secret in the text by "[secret]", at every place: as it is or in base64, each with any of
/// its characters escaped (see spelt_length). Linear in the text. An empty secret changes nothing.
std::string without_secret(std::string text, const std::string& secret);

}  // namespace muster
