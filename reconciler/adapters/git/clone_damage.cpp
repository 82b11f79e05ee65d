#include "reconciler/adapters/git/clone_damage.hpp"

#include <filesystem>
#include <sstream>

namespace muster {
namespace {

/// Calls `take` for each line that git itself printed, until it returns true.
template <typename Take>
bool any_own_line(const GitRun& run, const Take& take) {
  std::istringstream lines(run.err);
  for (std::string line; std::getline(lines, line);)
    if (!line.starts_with("remote:") && take(line)) return true;
  return false;
}

}  // namespace

bool tells_of_damage(const GitRun& run) {
  return any_own_line(run, [](const std::string& line) {
    for (const char* sign :
         {"is corrupt", "is empty", "loose object", "bad object", "unable to unpack", "not a git repository",
          "bad config", "unable to read tree", "packfile", "reference broken", "invalid object", "inflate",
          "packed-refs", "unable to parse", "missing blob", "missing tree", "missing commit"}) {
      if (line.find(sign) != std::string::npos) return true;
    }
    return false;
  });
}

std::string other_object_format(const GitRun& run) {
  std::string format;
  any_own_line(run, [&](const std::string& line) {
    if (line.find("mismatched algorithms") == std::string::npos) return false;
    for (const char* known : {"sha256", "sha1"})
      if (line.ends_with(std::string("server ") + known)) format = known;
    return true;
  });
  return format;
}

void set_aside(const std::string& clone) {
  namespace fs = std::filesystem;
  std::error_code failure;
  fs::remove_all(clone + ".damaged", failure);
  fs::rename(clone, clone + ".damaged", failure);
  if (failure) fs::remove_all(clone, failure);
}

}  // namespace muster
