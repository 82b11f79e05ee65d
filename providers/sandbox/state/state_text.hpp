#pragma once

#include <string>
#include <string_view>

#include "providers/sandbox/model/cloud.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster::sandbox {

/// Returns the whole cloud as one JSON text, without the catalogue, the rules and the rate windows.
std::string write_state(const Cloud& cloud);

/// Parses the output of `write_state` into a cloud that has its rules. Fails with `invalid` for other text;
/// `cloud` is then unchanged.
Result<Done> read_state(std::string_view text, Cloud& cloud);

}  // namespace muster::sandbox
