#pragma once

#include <string>

namespace muster {

/// Whether a secret of that name is the key of a cloud: it has the name of a provider.
bool is_cloud_key_name(const std::string& name);

/// Whether a text is a key of a cloud, independent of its name: it has the form of one, or a variable for the
/// key of a cloud contains it.
bool is_cloud_key(const std::string& text);

}  // namespace muster
