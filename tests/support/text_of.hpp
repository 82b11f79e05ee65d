#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace muster::test {

/// The bytes of a file; "" when it cannot be read.
inline std::string text_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace muster::test
