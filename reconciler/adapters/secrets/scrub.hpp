#pragma once

#include <string>

namespace muster {

/// The text without anything that looks like a secret: tokens of known clouds, muster-node and git hosts,
/// what stands behind "Bearer" and "Basic", passwords in addresses, values of fields and parameters called
/// token, password, secret or key, private keys. What goes to a log, a terminal or the journal and was said
/// by somebody else passes through here. Linear in the text.
std::string scrubbed(std::string text);

}  // namespace muster
