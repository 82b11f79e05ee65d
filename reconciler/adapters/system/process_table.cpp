#include "reconciler/adapters/system/process_table.hpp"

#include <signal.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <fstream>
#include <iterator>

namespace muster {
namespace {

std::string line_of(const std::string& file) {
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  return line;
}

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? std::string(name.data()) : "unknown";
}

/// "pid:[4026531836]": the pid namespace of this process; "" if the kernel does not report it.
std::string pid_namespace() {
  std::array<char, 64> name{};
  const auto length = ::readlink("/proc/self/ns/pid", name.data(), name.size());
  return length > 0 ? std::string(name.data(), static_cast<std::size_t>(length)) : "";
}

std::string stat_of(std::int64_t pid) {
  return line_of("/proc/" + std::to_string(pid) + "/stat");
}

bool there_is(std::int64_t pid) {
  // A process of another user may be hidden from /proc, but not from this call.
  return ::kill(static_cast<pid_t>(pid), 0) == 0 || errno != ESRCH;
}

}  // namespace

std::optional<std::int64_t> start_in_stat(std::string_view line) {
  // "4711 (any (name) at all) S 1 ...": fields are counted after the last parenthesis.
  const auto name_ends = line.rfind(')');
  if (name_ends == std::string_view::npos || name_ends + 2 >= line.size()) return std::nullopt;
  line.remove_prefix(name_ends + 2);
  if (line.front() == 'Z' || line.front() == 'X') return std::nullopt;
  constexpr int kStartBehindState = 19;
  for (int i = 0; i < kStartBehindState; ++i) {
    const auto space = line.find(' ');
    if (space == std::string_view::npos) return std::nullopt;
    line.remove_prefix(space + 1);
  }
  std::int64_t ticks = 0;
  const auto [end, wrong] = std::from_chars(line.data(), line.data() + line.size(), ticks);
  return wrong == std::errc() && end != line.data() ? std::optional(ticks) : std::nullopt;
}

LeaseHolder ProcessTable::self() const {
  LeaseHolder self;
  self.host = host_name();
  self.boot_id = line_of("/proc/sys/kernel/random/boot_id");
  self.pid_namespace = pid_namespace();
  self.pid = ::getpid();
  self.process_started = start_in_stat(stat_of(self.pid)).value_or(0);
  return self;
}

Liveness ProcessTable::liveness_of(const LeaseHolder& holder) const {
  const auto here = self();
  const bool visible = !here.boot_id.empty() && holder.boot_id == here.boot_id && holder.host == here.host &&
                       holder.pid_namespace == here.pid_namespace && holder.pid > 0;
  if (!visible) return Liveness::unknown;
  if (!there_is(holder.pid)) return Liveness::dead;
  const auto stat = stat_of(holder.pid);
  if (stat.empty()) return Liveness::unknown;  // Hidden, or ended at this moment.
  const auto started = start_in_stat(stat);
  return started && *started == holder.process_started ? Liveness::alive : Liveness::dead;
}

}  // namespace muster
