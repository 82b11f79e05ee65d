#pragma once

#include <string>
#include <vector>

#include "reconciler/adapters/scaffold/starter_answers.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

/// Writes the starter files into a folder, creates the folder if needed, and returns the written paths. Never
/// overwrites: fails with `conflict` if the folder contains anything except hidden files. Fails with `io` if
/// a file cannot be written; the files written so far are removed. Also fails as starter_files does.
Result<std::vector<std::string>> write_starter(const std::string& dir, const StarterAnswers& answers = {});

}  // namespace muster
