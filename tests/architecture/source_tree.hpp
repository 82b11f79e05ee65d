#pragma once

#include <string>
#include <vector>

namespace muster::architecture {

/// One source file of the project, as the house rules see it.
struct SourceFile {
  std::string path;  ///< From the top: "reconciler/core/base/money.cpp".
  std::vector<std::string> lines;
  std::vector<std::string> includes;  ///< Quoted ones, as written.
  std::vector<std::string> system_includes;
};

/// Every .cpp and .hpp below reconciler/, providers/ and tests/, sorted by path.
std::vector<SourceFile> read_source_tree();

/// The folder of a path: "reconciler/core/base".
std::string folder_of(const std::string& path);

}  // namespace muster::architecture
