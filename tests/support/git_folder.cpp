#include "tests/support/git_folder.hpp"

#include <catch2/catch.hpp>

#include "reconciler/adapters/git/run_git.hpp"

namespace muster::test {

std::string git(const std::string& folder, const std::vector<std::string>& words) {
  std::vector<std::string> all = {"-c", "user.name=tester",    "-c", "user.email=tester@example.com",
                                  "-c", "commit.gpgsign=false"};
  all.insert(all.end(), words.begin(), words.end());
  const auto run = run_git(folder, all);
  REQUIRE(run.ok());
  INFO(run->err);
  REQUIRE(run->code == 0);
  return run->out;
}

void git_init(const std::string& folder) {
  git(folder, {"-c", "init.defaultBranch=main", "init", "-q"});
}

void git_commit_all(const std::string& folder, const std::string& message) {
  git(folder, {"add", "-A"});
  git(folder, {"commit", "-q", "-m", message});
}

}  // namespace muster::test
