#pragma once

#include <string>

namespace muster {

/// Whether a secret of that name is the key of a cloud: it is called as a provider is.
bool is_cloud_key_name(const std::string& name);

/// Whether a text is a key of a cloud, whatever it is called: it has the shape of one, or a variable such as
/// DIGITALOCEAN_API_KEY holds it.
bool is_cloud_key(const std::string& text);

}  // namespace muster
