#include "reconciler/adapters/zoneinfo/read_time_zone.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "reconciler/adapters/zoneinfo/parse_tzif.hpp"
#include "reconciler/core/base/diagnostic.hpp"

namespace muster {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestZoneFile = 1 << 20;

/// No dots but inside names, so that no name leads out of the folder.
bool is_zone_name(const std::string& name) {
  const bool letters = std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '+' || c == '/';
  });
  return letters && !name.empty() && name.front() != '/' && name.size() < 256;
}

std::string first_bytes_of(const fs::path& path, std::size_t most) {
  std::ifstream stream(path, std::ios::binary);
  std::string bytes(most, '\0');
  stream.read(bytes.data(), static_cast<std::streamsize>(most));
  bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(stream.gcount(), 0)));
  return bytes;
}

}  // namespace

std::string zoneinfo_folder() {
  const char* named = std::getenv("TZDIR");
  return named != nullptr && *named != '\0' ? named : "/usr/share/zoneinfo";
}

std::vector<std::string> time_zone_names(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code problem;
  fs::recursive_directory_iterator at(folder, problem);
  for (; !problem && at != fs::recursive_directory_iterator(); at.increment(problem)) {
    const auto name = fs::relative(at->path(), folder, problem).generic_string();
    if (name == "posix" || name == "right") {
      at.disable_recursion_pending();  // The same zones once more.
      continue;
    }
    if (name == "posixrules" || name == "localtime" || !is_zone_name(name)) continue;
    if (fs::is_regular_file(at->path(), problem) && first_bytes_of(at->path(), 4) == "TZif")
      names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

Result<TimeZone> read_time_zone(const std::string& name, const std::string& folder) {
  if (name == "UTC") return TimeZone{};
  std::error_code problem;
  if (!fs::is_directory(folder, problem)) {
    return Error{
        ErrorKind::io,
        fmt::format("time zone {}: this machine has no time zones in {} (package tzdata)", name, folder)};
  }
  const auto path = fs::path(folder) / name;
  if (is_zone_name(name) && fs::is_regular_file(path, problem)) {
    const auto bytes = first_bytes_of(path, kLargestZoneFile);
    if (bytes.rfind("TZif", 0) == 0) return parse_tzif(name, bytes);
  }
  const auto nearest = nearest_word(name, time_zone_names(folder));
  return Error{ErrorKind::not_found,
               fmt::format("unknown time zone \"{}\"{}", name,
                           nearest.empty() ? "" : fmt::format(", did you mean {}?", nearest))};
}

}  // namespace muster
