#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/cli/complete/completion_list.hpp"

namespace CLI {
class Option;
}

namespace muster {

/// The values that an option or an argument takes.
struct ValueKind {
  std::vector<std::string> words{};       ///< The only valid ones; empty if others are valid.
  std::optional<FleetWord> fleet_word{};  ///< The kind of the fleet's words that it takes.
  CompletionList::Paths paths = CompletionList::Paths::none;
  bool is_command = false;  ///< A command of muster.
  bool is_list = false;     ///< Values with commas between them.
  std::string suffix{};     ///< Stands behind each value: "=" in "worker=60".
};

/// Returns the kind of an option of the command with these words, such as "vault set". The name of the value
/// in the help tells it: "FILE", "text|json|markdown".
ValueKind value_kind_of(const CLI::Option& option, const std::string& command_words);

}  // namespace muster
