#include "tests/architecture/source_tree.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

namespace muster::architecture {
namespace {

/// The text between the delimiters of an include line, or "".
std::string between(const std::string& line, char open, char close) {
  const auto from = line.find(open);
  const auto to = from == std::string::npos ? from : line.find(close, from + 1);
  return to == std::string::npos ? "" : line.substr(from + 1, to - from - 1);
}

SourceFile read_source(const std::filesystem::path& root, const std::filesystem::path& path) {
  SourceFile file;
  file.path = std::filesystem::relative(path, root).generic_string();
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("#include", 0) == 0) {
      if (const auto quoted = between(line, '"', '"'); !quoted.empty()) file.includes.push_back(quoted);
      if (const auto system = between(line, '<', '>'); !system.empty())
        file.system_includes.push_back(system);
    }
    file.lines.push_back(std::move(line));
  }
  return file;
}

}  // namespace

std::vector<SourceFile> read_source_tree() {
  const std::filesystem::path root = MUSTER_SOURCE_DIR;
  std::vector<SourceFile> files;
  for (const char* top : {"reconciler", "providers", "tests"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / top)) {
      const auto extension = entry.path().extension();
      if (extension == ".cpp" || extension == ".hpp") files.push_back(read_source(root, entry.path()));
    }
  }
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

std::string folder_of(const std::string& path) {
  return path.substr(0, path.rfind('/'));
}

}  // namespace muster::architecture

TEST_CASE("the source tree is found") {
  const auto files = muster::architecture::read_source_tree();
  CHECK(files.size() > 20);
  CHECK(std::any_of(files.begin(), files.end(), [](const auto& f) {
    return f.path == "reconciler/core/propose.cpp" && !f.includes.empty();
  }));
}
