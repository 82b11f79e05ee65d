#pragma once

#include <string>
#include <string_view>

#include "providers/sandbox/cloud/cloud.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster::sandbox {

/// The whole cloud as one JSON text; the catalogue, the rules and the rate windows are not part of it.
std::string write_state(const Cloud& cloud);

/// Puts what `write_state` wrote into a cloud that has its rules. Fails with `invalid` on text that is no
/// such state; `cloud` is then as it was.
Result<Done> read_state(std::string_view text, Cloud& cloud);

}  // namespace muster::sandbox
