#include "tests/support/hand_made_commit.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "reconciler/adapters/git/run_git.hpp"

namespace muster::test {

std::string HandMade::object(const std::string& type, const std::string& bytes) const {
  const auto run = run_git(repository_, {"hash-object", "-w", "-t", type, "--literally", "--stdin"}, bytes);
  if (!run || run->code != 0) throw std::runtime_error("git hash-object failed");
  return first_line_of(run->out);
}

std::string HandMade::tree(const std::vector<Entry>& entries) const {
  std::string bytes;
  for (const auto& entry : entries) {
    bytes += entry.mode + " " + entry.name + '\0';
    for (std::size_t i = 0; i + 1 < entry.id.size(); i += 2)
      bytes += static_cast<char>(std::stoi(entry.id.substr(i, 2), nullptr, 16));
  }
  return object("tree", bytes);
}

std::string HandMade::commit(const std::string& tree, const std::string& parent,
                             const std::string& more) const {
  const std::string who = "ada <ada@example.com> 1700000000 +0000";
  return object("commit", fmt::format("tree {}\n{}author {}\ncommitter {}\n{}\nby hand\n", tree,
                                      parent.empty() ? "" : "parent " + parent + "\n", who, who, more));
}

}  // namespace muster::test
