#include "reconciler/adapters/git/tree_records.hpp"

#include <algorithm>
#include <sstream>
#include <utility>

#include "reconciler/adapters/git/run_git.hpp"

namespace muster {

Result<std::vector<TreeRecord>> tree_records(const std::string& repository,
                                             const std::vector<std::string>& words) {
  std::vector<std::string> all = {"ls-tree", "-z", "--full-tree"};
  all.insert(all.end(), words.begin(), words.end());
  const auto run = run_git(repository, all);
  if (!run) return run.error();
  if (run->code != 0) return Error{ErrorKind::io, "git ls-tree: " + message_of(*run)};
  std::vector<TreeRecord> records;
  for (std::size_t at = 0; at < run->out.size();) {
    // A record is "mode type id\tpath".
    const auto end = std::min(run->out.find('\0', at), run->out.size());
    const auto text = run->out.substr(at, end - at);
    at = end + 1;
    const auto tab = text.find('\t');
    TreeRecord record;
    std::istringstream words_before(text.substr(0, tab));
    words_before >> record.mode >> record.type >> record.id;
    if (tab == std::string::npos || record.id.empty())
      return Error{ErrorKind::io, "git ls-tree printed a line that is not a record"};
    record.path = text.substr(tab + 1);
    records.push_back(std::move(record));
  }
  return records;
}

}  // namespace muster
