#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/cli/views/doctor/doctor_views.hpp"

namespace muster {

std::string doctor_json(const DoctorFindings& findings) {
  JsonWriter out;
  out.begin_object().key("format_version").text("1.0");
  out.key("ready").boolean(!has_problems(findings));
  out.key("findings").begin_array();
  for (const auto& one : findings) {
    out.begin_object().key("check").text(one.check);
    out.key("state").text(to_string(one.state));
    out.key("message").text(one.message);
    out.key("cure").text(one.cure).end_object();
  }
  out.end_array().end_object();
  return std::move(out).finish();
}

}  // namespace muster
