#pragma once

#include <string_view>

namespace muster {

/// The order of addresses that people expect: runs of digits count as numbers, so worker/2 stands before
/// worker/10. A strict order over all texts.
bool address_before(std::string_view a, std::string_view b);

}  // namespace muster
