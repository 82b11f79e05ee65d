#include "reconciler/core/doctor/doctor_finding.hpp"

#include <algorithm>

namespace muster {

bool has_problems(const DoctorFindings& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const DoctorFinding& one) { return one.state == FindingState::problem; });
}

}  // namespace muster
