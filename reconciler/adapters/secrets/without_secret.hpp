#pragma once

#include <string>

namespace muster {

/// The text with "[secret]" in place of a secret that is known, however often it stands there: as it is, in
/// base64, percent-encoded, or as JSON spells it. Linear in the text, whatever the secret is. No secret
/// changes nothing.
std::string without_secret(std::string text, const std::string& secret);

}  // namespace muster
