#include "reconciler/adapters/host/agent_processes.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "reconciler/adapters/host/filesystems.hpp"
#include "reconciler/adapters/host/kernel_file.hpp"

namespace muster {
namespace {

constexpr std::array<std::string_view, 4> kOwn = {"muster", "muster-node", "muster-node-push",
                                                  "muster-node-pus"};
/// Chains of processes are not longer; a loop, seen while processes come and go, ends here.
constexpr int kLongestChain = 64;
constexpr const char* kRemedy =
    "run it as a member of the group of /proc's mount option gid=, or with the capability CAP_SYS_PTRACE";

bool joins_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
         c == '.' || c == '/' || c == '=';
}

/// Whether the text contains the words as whole words.
bool holds_words(std::string_view text, std::string_view words) {
  for (auto at = text.find(words); at != std::string_view::npos; at = text.find(words, at + 1)) {
    const auto end = at + words.size();
    if ((at == 0 || !joins_word(text[at - 1])) && (end == text.size() || !joins_word(text[end]))) return true;
  }
  return false;
}

/// Removes the characters that a shell removes.
std::string bare(const std::string& words) {
  std::string plain;
  for (const char c : words) {
    if (c == '"' || c == '\'' || c == '\\' || (c == ' ' && plain.ends_with(' '))) continue;
    plain.push_back(c);
  }
  return plain;
}

std::string_view without_first(std::string_view words) {
  const auto space = words.find(' ');
  return space == std::string_view::npos ? std::string_view() : words.substr(space + 1);
}

/// Whether a capability with this number is effective.
bool has_capability(const std::string& status, int number) {
  const auto at = status.find("\nCapEff:\t");
  if (at == std::string::npos) return false;
  std::uint64_t bits = 0;
  const auto* first = status.data() + at + 9;
  const auto [end, problem] = std::from_chars(first, status.data() + status.size(), bits, 16);
  return problem == std::errc() && (bits >> number & 1) != 0;
}

/// The target of a symbolic link; "" if there is none.
std::string link_at(const std::string& path) {
  std::array<char, 64> target{};
  const auto length = ::readlink(path.c_str(), target.data(), target.size());
  return length > 0 ? std::string(target.data(), static_cast<std::size_t>(length)) : "";
}

/// Whether process 1 only starts the one program of a container. Where it is anything else, an init system or
/// a shell, the namespace can be a machine of its own (LXC, systemd-nspawn) that has its agents.
bool starts_one_program(const std::string& root) {
  static const std::set<std::string> starters = {"tini", "docker-init", "dumb-init", "catatonit"};
  const auto stat = read_kernel_file(root + "/proc/1/stat");
  const auto first = stat ? process_in_stat(*stat) : Result<SeenProcess>(Error{ErrorKind::io, ""});
  return first.ok() && starters.contains(first->name);
}

/// Why this program is in a PID namespace of its own, where agents of the host do not exist; "" if it is not.
/// A namespace that does not show itself is taken for the initial one, as in kernels before Linux 3.8.
std::string other_namespace(const std::string& root) {
  // PROC_PID_INIT_INO of the kernel.
  constexpr std::string_view kInitial = "pid:[4026531836]";
  constexpr const char* kJoinHost =
      "run it in the PID namespace of the host (docker run --pid=host, hostPID: true in Kubernetes, no "
      "PrivatePIDs= in systemd), or count agents by their control group";
  const bool is_first = link_at(root + "/proc/self") == "1";
  const auto own = link_at(root + "/proc/self/ns/pid");
  if (!is_first && (own.empty() || own == kInitial || !starts_one_program(root))) return "";
  return fmt::format(
      "this program cannot see the processes of the host ({}): {}",
      is_first ? "it is process 1 of a PID namespace of its own" : "it runs in the PID namespace " + own,
      kJoinHost);
}

}  // namespace

bool is_musters_own(const SeenProcess& process) {
  const auto first = process.words.substr(0, process.words.find(' '));
  const auto program = first.substr(first.rfind('/') + 1);
  return std::any_of(kOwn.begin(), kOwn.end(),
                     [&](std::string_view own) { return program == own || process.name == own; });
}

bool starts_other(const std::string& words, const std::string& other) {
  const auto all = bare(words);
  const auto wanted = bare(other);
  if (holds_words(all, wanted)) return true;
  const auto script = without_first(wanted);
  return !script.empty() && !script.starts_with('-') && holds_words(all, script);
}

int count_agents(const std::vector<SeenProcess>& matching, const std::function<int(int)>& parent_of) {
  std::map<int, const SeenProcess*> by_id;
  for (const auto& process : matching) by_id[process.id] = &process;
  std::set<int> starters;
  for (const auto& process : matching) {
    int above = process.parent;
    for (int steps = 0; above > 0 && steps < kLongestChain; ++steps) {
      const auto found = by_id.find(above);
      if (found != by_id.end() && above != process.id && starts_other(found->second->words, process.words))
        starters.insert(above);
      above = found != by_id.end() ? found->second->parent : parent_of(above);
    }
  }
  return static_cast<int>(std::count_if(matching.begin(), matching.end(), [&](const SeenProcess& process) {
    return !starters.contains(process.id) && !is_musters_own(process);
  }));
}

Result<SeenProcess> process_in_stat(const std::string& stat) {
  const auto open = stat.find('(');
  const auto close = stat.rfind(')');  // A name may hold brackets itself.
  SeenProcess process;
  if (open == std::string::npos || close == std::string::npos || close < open || close + 4 >= stat.size())
    return Error{ErrorKind::invalid, "not a line of /proc/PID/stat"};
  process.name = stat.substr(open + 1, close - open - 1);
  const auto* first = stat.data() + close + 4;  // After ") S ".
  const auto [end, problem] = std::from_chars(first, stat.data() + stat.size(), process.parent);
  if (problem != std::errc()) return Error{ErrorKind::invalid, "no parent in /proc/PID/stat"};
  return process;
}

namespace {

/// Why the mount options of /proc hide processes of other users; "" if they do not.
std::string hidden_by_mount(const std::string& root) {
  const auto mountinfo = read_kernel_file(root + "/proc/self/mountinfo");
  const auto hidepid = mountinfo ? hidepid_in(*mountinfo) : "";
  const auto because = hidepid.empty() ? std::string("this program may not read process 1")
                                       : fmt::format("/proc is mounted with hidepid={}", hidepid);
  const auto hidden = [&] {
    return fmt::format("processes of other users are hidden from this program ({}): {}", because, kRemedy);
  };
  if (!read_kernel_file(root + "/proc/1/cmdline")) return hidden();
  if (hidepid.empty()) return "";
  // A user always sees their own processes: only the first process of another user shows that others are
  // visible.
  struct stat about {};
  if (::stat((root + "/proc/1").c_str(), &about) == 0 && about.st_uid != ::geteuid()) return "";
  constexpr int kPtrace = 19;
  const auto status = read_kernel_file(root + "/proc/self/status");
  return status && has_capability(*status, kPtrace) ? "" : hidden();
}

}  // namespace

std::string hidden_processes(const std::string& root) {
  auto why = hidden_by_mount(root);
  return why.empty() ? other_namespace(root) : why;
}

}  // namespace muster
