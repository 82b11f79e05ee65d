#pragma once

#include <string>
#include <vector>

namespace muster {

/// Returns the words that a field of that `format` may have, where the program and not the schema lists them:
/// "provider" (the registry of providers) and "readings_source" (providers with readings of their own, and
/// the other kinds of sources). Empty for every other format.
std::vector<std::string> words_of_format(const std::string& format);

}  // namespace muster
