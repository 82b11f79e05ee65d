#pragma once

#include <string>

#include "reconciler/cli/views/layout/paint.hpp"
#include "reconciler/core/doctor/doctor_finding.hpp"

namespace muster {

/// A line for each finding, its cure below it, and a sentence with the counts at the end.
std::string doctor_text(const DoctorFindings& findings, const Paint& paint, std::size_t width);
std::string doctor_markdown(const DoctorFindings& findings);
/// As in schemas/doctor.schema.json.
std::string doctor_json(const DoctorFindings& findings);

}  // namespace muster
