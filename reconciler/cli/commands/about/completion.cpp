#include "reconciler/cli/commands/about/completion.hpp"

#include <CLI/App.hpp>
#include <CLI/Validators.hpp>
#include <memory>
#include <ostream>

#include "reconciler/cli/complete/completion.hpp"
#include "reconciler/cli/complete/completion_script.hpp"
#include "reconciler/cli/complete/fleet_words.hpp"

namespace muster {

void setup_completion(CLI::App& app, CommandHandler& chosen) {
  auto options = std::make_shared<CompletionOptions>();
  auto* command =
      app.add_subcommand("completion", "Prints the script that completes command lines in a shell");
  command->add_option("SHELL", options->shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  command->callback([options, &chosen] {
    chosen = [options](const Settings&, Console& console) { return run_completion(*options, console); };
  });
}

ExitCode run_completion(const CompletionOptions& options, Console& console) {
  console.out << completion_script(options.shell);
  return ExitCode::done;
}

ExitCode print_candidates(const CLI::App& app, const std::vector<std::string>& words, Console& console) {
  console.out << candidate_lines(complete(app, words, &fleet_words));
  return ExitCode::done;
}

}  // namespace muster
