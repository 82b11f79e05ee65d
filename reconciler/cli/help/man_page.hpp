#pragma once

#include <map>
#include <string>

namespace CLI {
class App;
}

namespace muster {

/// Returns the man pages of the program and of each command, by file name: "muster.1", "muster-vault-set.1".
/// The language is that of man(7). Pages of the same program are equal in each run: they have no date.
std::map<std::string, std::string> man_pages(const CLI::App& app, const std::string& version);

}  // namespace muster
