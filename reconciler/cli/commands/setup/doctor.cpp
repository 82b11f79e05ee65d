#include "reconciler/cli/commands/setup/doctor.hpp"

#include <CLI/App.hpp>
#include <algorithm>
#include <ostream>

#include "reconciler/cli/console/handle_command.hpp"
#include "reconciler/cli/doctor/examine.hpp"
#include "reconciler/cli/views/doctor/doctor_views.hpp"

namespace muster {

void setup_doctor(CLI::App& app, CommandHandler& chosen) {
  auto* command = app.add_subcommand(
      "doctor", "Checks files, approvals, store, key, cloud, quota and readings, and changes nothing");
  handle_command(*command, chosen, &run_doctor);
}

ExitCode run_doctor(const Settings& settings, Console& console) {
  const auto findings = examine(settings, console);
  const auto width = static_cast<std::size_t>(std::clamp(console.width, 60, 120));
  switch (settings.format) {
    case Format::text:
      console.out << doctor_text(findings, Paint(console.colour_out()), width);
      break;
    case Format::json:
      console.out << doctor_json(findings);
      break;
    case Format::markdown:
      console.out << doctor_markdown(findings);
      break;
  }
  return has_problems(findings) ? ExitCode::error : ExitCode::done;
}

}  // namespace muster
