#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/complete/completion_list.hpp"

namespace CLI {
class App;
}

namespace muster {

/// Returns the candidates for the last of `words`, which may be empty. `words` has no program name. An
/// earlier word that the program does not know is ignored.
CompletionList complete(const CLI::App& app, const std::vector<std::string>& words,
                        const FleetWords& fleet_words);

}  // namespace muster
