#include "reconciler/adapters/files/private_folder.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

namespace muster {

Result<Done> make_private_folder(const std::filesystem::path& folder) {
  if (folder.empty() || std::filesystem::exists(std::filesystem::status(folder))) return Done{};
  if (const auto above = make_private_folder(folder.parent_path()); !above) return above;
  if (::mkdir(folder.c_str(), S_IRWXU) == 0) return Done{};
  // Another process may have been faster.
  if (errno == EEXIST) return Done{};
  return Error{ErrorKind::io, std::strerror(errno)};
}

Result<Done> only_its_owner_reads(const std::string& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0 || (status.st_mode & 077) == 0) return Done{};
  return Error{ErrorKind::denied, fmt::format("others may read it (mode {:o}), and must not: chmod 600 {}",
                                              status.st_mode & 0777, file)};
}

}  // namespace muster
