#include "reconciler/cli/commands/about/man.hpp"

#include <CLI/App.hpp>
#include <filesystem>
#include <memory>
#include <ostream>

#include "reconciler/adapters/file_io/whole_file.hpp"
#include "reconciler/cli/help/man_page.hpp"
#include "reconciler/cli/session/workspace.hpp"

namespace muster {

void setup_man(CLI::App& app, CommandHandler& chosen) {
  auto options = std::make_shared<ManOptions>();
  auto* command = app.add_subcommand("man", "Writes the man pages to a folder, for packages");
  command->add_option("DIR", options->dir, "Target folder; muster creates it if needed")->required();
  command->callback([options, &app, &chosen] {
    chosen = [options, &app](const Settings&, Console& console) { return run_man(*options, app, console); };
  });
}

ExitCode run_man(const ManOptions& options, const CLI::App& app, Console& console) {
  const std::filesystem::path folder(options.dir);
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  if (failure)
    return print_error(console, {ErrorKind::io, options.dir + " cannot be created: " + failure.message()});
  for (const auto& [name, text] : man_pages(app, MUSTER_VERSION)) {
    const auto file = (folder / name).string();
    if (const auto written = write_whole_file(text, file); !written)
      return print_error(console, {written.error().kind, file + ": " + written.error().what});
    console.out << file << '\n';
  }
  return ExitCode::done;
}

}  // namespace muster
