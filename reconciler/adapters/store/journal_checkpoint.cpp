#include "reconciler/adapters/store/journal_checkpoint.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <charconv>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace muster {

JournalCheckpoint::~JournalCheckpoint() {
  if (file_ >= 0) ::close(file_);
}

std::optional<ChainHead> JournalCheckpoint::read() const {
  if (path_.empty()) return std::nullopt;
  std::ifstream in(path_, std::ios::binary);
  std::string sequence;
  ChainHead head;
  if (!(in >> sequence >> head.hash)) return std::nullopt;
  const auto* end = sequence.data() + sequence.size();
  const auto [stopped, wrong] = std::from_chars(sequence.data(), end, head.sequence);
  // A whole line or none: it ends with a break.
  if (wrong != std::errc() || stopped != end || in.get() != '\n') return std::nullopt;
  return head;
}

void JournalCheckpoint::note(const ChainHead& head) {
  if (path_.empty()) return;
  if (file_ < 0) file_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (file_ < 0) return;
  // Constant length and one write, so that the earlier content is replaced completely.
  const auto line = fmt::format("{:020} {}\n", head.sequence, head.hash);
  (void)!::pwrite(file_, line.data(), line.size(), 0);
}

void JournalCheckpoint::forget() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove(path_, ignored);
}

std::string checkpoint_beside(const std::string& store) {
  return store + "-witness";
}

}  // namespace muster
