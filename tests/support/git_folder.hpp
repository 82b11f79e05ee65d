#pragma once

#include <string>
#include <vector>

namespace muster::test {

/// Makes a folder a git work tree with branch main, whatever this machine's git is set up for.
void git_init(const std::string& folder);
/// Runs git there and gives what it prints; the test ends when it fails.
std::string git(const std::string& folder, const std::vector<std::string>& words);
/// Commits all there is.
void git_commit_all(const std::string& folder, const std::string& message);

}  // namespace muster::test
