#include "tests/support/shared_folder.hpp"

#include <cstdlib>
#include <filesystem>
#include <iostream>

namespace muster::testing {

std::optional<std::string> shared_folder(const std::string& what) {
  std::filesystem::path folder = std::filesystem::path(MUSTER_SOURCE_DIR) / ".." / "shared";
  if (const char* named = std::getenv("MUSTER_SHARED")) folder = named;
  std::error_code error;
  if (std::filesystem::is_directory(folder / "research", error)) return folder.lexically_normal().string();
  std::cout << "SKIPPED: " << what << " (no reference material beside the project)\n";
  return std::nullopt;
}

}  // namespace muster::testing
