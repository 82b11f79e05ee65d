#include "reconciler/adapters/git/references.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "reconciler/adapters/git/run_git.hpp"

namespace muster {
namespace {

Result<std::string> id_of(const Repository& at, const std::string& name) {
  const auto run = run_git(at.top, {"rev-parse", "--verify", "--quiet", "--end-of-options", name});
  if (!run) return run.error();
  return run->code == 0 ? first_line_of(run->out) : "";
}

}  // namespace

Result<std::string> commit_of(const Repository& at, const std::string& name) {
  auto commit = id_of(at, name + "^{commit}");
  if (!commit || !commit->empty()) return commit;
  if (name != "HEAD" && !name.starts_with("refs/")) return commit;
  const auto anything = id_of(at, name);
  if (!anything) return anything.error();
  if (anything->empty()) return commit;
  return Error{ErrorKind::io,
               fmt::format("git cannot read the commit {} of {}: it is not on this machine, or "
                           "the repository is damaged (git fsck)",
                           *anything, name)};
}

Result<std::vector<std::string>> lines_of(const Repository& at, const std::vector<std::string>& words) {
  const auto run = run_git(at.top, words);
  if (!run) return run.error();
  if (run->code != 0 || run->err.find("broken ref") != std::string::npos)
    return Error{ErrorKind::io, fmt::format("git {} in {}: {}", words.front(), at.top, message_of(*run))};
  std::vector<std::string> lines;
  std::istringstream out(run->out);
  for (std::string line; std::getline(out, line);) lines.push_back(line);
  return lines;
}

Result<std::string> target_of(const Repository& at, const std::string& symbolic) {
  const auto run = run_git(at.top, {"symbolic-ref", "--quiet", symbolic});
  if (!run) return run.error();
  // git ends with 1 where the reference is a commit, and where there is none.
  if (run->code > 1)
    return Error{ErrorKind::io, fmt::format("git symbolic-ref {}: {}", symbolic, message_of(*run))};
  return run->code == 0 ? first_line_of(run->out) : "";
}

bool has_name(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace muster
