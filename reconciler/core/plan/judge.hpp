#pragma once

#include "reconciler/core/plan/case.hpp"

namespace muster {

/// May this be applied without a person?
Verdict judge(const Case& c);

}  // namespace muster
