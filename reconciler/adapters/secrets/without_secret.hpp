#pragma once

#include <string>

namespace muster {

/// Replaces a known secret in the text by "[secret]", at every place: as it is, in base64, percent-encoded,
/// or in JSON notation. Linear in the text. An empty secret changes nothing.
std::string without_secret(std::string text, const std::string& secret);

}  // namespace muster
