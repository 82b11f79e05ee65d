#include "reconciler/adapters/file_io/private_files.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "reconciler/adapters/file_io/whole_file.hpp"

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
  return Error{ErrorKind::denied, fmt::format("other users can read it (mode {:o}): run chmod 600 {}",
                                              status.st_mode & 0777, file)};
}

Result<Secret> read_passphrase_file(const std::string& file) {
  constexpr std::size_t kLongest = 1024;
  struct stat status {};
  const bool ours = ::stat(file.c_str(), &status) == 0 && status.st_uid == ::geteuid();
  if (ours && S_ISREG(status.st_mode)) {
    if (const auto kept = only_its_owner_reads(file); !kept) return kept.error().during(file);
  }
  auto text = read_whole_file(file, kLongest);
  if (!text) return text.error();
  auto end = text->find('\n');
  if (end == std::string::npos) end = text->size();
  if (end > 0 && (*text)[end - 1] == '\r') --end;
  Secret line(text->substr(0, end));
  wipe(*text);
  if (line.empty()) return Error{ErrorKind::invalid, "the first line of " + file + " holds no passphrase"};
  return line;
}

}  // namespace muster
