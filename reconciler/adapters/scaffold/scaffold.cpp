#include "reconciler/adapters/scaffold/scaffold.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "reconciler/adapters/scaffold/scaffold_files.hpp"
#include "reconciler/core/base/text/first_few.hpp"

namespace muster {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostNamed = 10;

/// Returns the content of a folder without hidden files, sorted.
std::vector<std::string> contents_of(const fs::path& dir, std::error_code& error) {
  std::vector<std::string> names;
  for (fs::directory_iterator entry(dir, error), end; !error && entry != end; entry.increment(error)) {
    const auto name = entry->path().filename().generic_string();
    if (!name.starts_with('.')) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

Result<Done> check_empty(const std::string& dir) {
  std::error_code error;
  const auto status = fs::symlink_status(dir, error);
  if (!fs::exists(status)) return Done{};
  if (!fs::is_directory(fs::status(dir, error)))
    return Error{ErrorKind::conflict, fmt::format("{} exists and is not a folder", dir)};
  const auto names = contents_of(dir, error);
  if (error) return Error{ErrorKind::io, fmt::format("{} cannot be read: {}", dir, error.message())};
  if (names.empty()) return Done{};
  return Error{ErrorKind::conflict,
               fmt::format("{} is not empty and muster overwrites nothing: it contains {}", dir,
                           first_few(names, kMostNamed))};
}

Result<Done> write_file(const fs::path& path, const std::string& text) {
  const auto failed = [&](const std::string& why) {
    return Error{ErrorKind::io, fmt::format("writing {}: {}", path.generic_string(), why)};
  };
  std::error_code error;
  if (fs::create_directories(path.parent_path(), error); error) return failed(error.message());
  std::ofstream stream(path, std::ios::binary);
  stream << text;
  stream.close();
  if (!stream) return failed(std::strerror(errno));
  return Done{};
}

}  // namespace

Result<std::vector<std::string>> write_starter(const std::string& dir, const StarterAnswers& answers) {
  const auto files = starter_files(answers);
  if (!files) return files.error();
  if (const auto empty = check_empty(dir); !empty) return empty.error();
  std::vector<std::string> written;
  for (const auto& file : *files) {
    const auto path = fs::path(dir) / file.path;
    const auto done = write_file(path, file.text);
    written.push_back(path.generic_string());
    if (done) continue;
    std::error_code ignored;
    for (const auto& made : written) fs::remove(made, ignored);
    return done.error();
  }
  return written;
}

}  // namespace muster
