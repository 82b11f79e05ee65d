#include "reconciler/adapters/git/commit_tree.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "reconciler/adapters/git/run_git.hpp"
#include "tests/support/git_folder.hpp"
#include "tests/support/hand_made_commit.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/text_of.hpp"

using namespace muster;
using namespace muster::test;

namespace fs = std::filesystem;

namespace {

struct ReadmeRepository : TemporaryFolder {
  ReadmeRepository() {
    git_init(path());
    write("readme.md", "hello\n");
    git_commit_all(path(), "first");
  }
};

}  // namespace

TEST_CASE("a folder that cannot be written out as it is is refused, with the name of what is wrong") {
  const ReadmeRepository repository;
  HandMade made(repository.path());
  const auto file = made.blob("text\n");
  const auto inner = made.tree({{"100644", "a.yaml", file}});
  struct Row {
    std::string about;
    std::string root;
    std::string wrong;
  };
  const auto in_folder = [&](const std::vector<HandMade::Entry>& entries) {
    return made.tree({{"40000", "desired-state", made.tree(entries)}});
  };
  const auto commit = std::string(40, '1');
  const std::vector<Row> rows = {
      {"a submodule in the folder", in_folder({{"160000", "policies", commit}}), "policies is a submodule"},
      {"a submodule two levels down",
       in_folder({{"40000", "deep", made.tree({{"160000", "policies", commit}})}}),
       "deep/policies is a submodule"},
      {"the folder is a submodule", made.tree({{"160000", "desired-state", commit}}),
       "desired-state is a submodule"},
      {"the folder is a link", made.tree({{"120000", "desired-state", made.blob("elsewhere")}}),
       "desired-state is a link"},
      {"the folder is a file", made.tree({{"100644", "desired-state", file}}), "desired-state is a file"},
      {"the folder is there twice",
       made.tree({{"40000", "desired-state", inner}, {"40000", "desired-state", made.tree({})}}),
       "desired-state is in the commit twice"},
      {"two files of one name", in_folder({{"100644", "a.yaml", file}, {"100644", "a.yaml", made.blob("x")}}),
       "a.yaml is in the commit twice"},
      {"a link and a folder of one name",
       in_folder({{"120000", "zz", made.blob("/tmp")}, {"40000", "zz", inner}}), "zz is in the commit twice"},
      {"a link that a deeper folder is written through",
       in_folder({{"40000", "zz", made.tree({{"40000", "y", inner}, {"120000", "y", made.blob("/tmp")}})}}),
       "zz/y is in the commit twice"},
      {"a name that leads up", in_folder({{"40000", "..", inner}}), "leads out of the folder"},
      {"a repository inside", in_folder({{"40000", ".git", inner}}), "leads out of the folder"},
  };
  for (const auto& row : rows) {
    INFO(row.about);
    const auto entries = list_tree(repository.path(), made.commit(row.root), "desired-state");
    REQUIRE_FALSE(entries.ok());
    CHECK(entries.error().kind == ErrorKind::invalid);
    CHECK_THAT(entries.error().what, Catch::Contains(row.wrong));
  }
}

TEST_CASE("a folder that the commit does not have is not found, wherever it would be") {
  const ReadmeRepository repository;
  const auto head = first_line_of(git(repository.path(), {"rev-parse", "HEAD"}));
  for (const std::string path : {"desired-state", "a/b/c"}) {
    const auto entries = list_tree(repository.path(), head, path);
    REQUIRE_FALSE(entries.ok());
    CHECK(entries.error().kind == ErrorKind::not_found);
  }
  CHECK(list_tree(repository.path(), head, "../outside").error().kind == ErrorKind::invalid);
  CHECK(list_tree(repository.path(), head, "")->size() == 1);
  CHECK(list_tree(repository.path(), head, ".")->size() == 1);
}

TEST_CASE("the files have the bytes of the commit, whatever git is told about line ends and filters") {
  const ReadmeRepository repository;
  const std::string script = "#!/bin/sh\nprintf '$Id$ \\303'\n";
  HandMade made(repository.path());
  const auto root = made.tree(
      {{"40000", "desired-state",
        made.tree({{"100644", ".gitattributes",
                    made.blob("* text eol=crlf ident\n*.sh filter=shout working-tree-encoding=UTF-16\n")},
                   {"100755", "boot.sh", made.blob(script)},
                   {"100644", "empty.yaml", made.blob("")},
                   {"120000", "link.sh", made.blob("boot.sh")},
                   {"100644", "windows.yaml", made.blob("a: 1\r\n")}})}});
  for (const auto& [key, value] : {std::pair<std::string, std::string>{"core.autocrlf", "true"},
                                   {"core.eol", "crlf"},
                                   {"core.symlinks", "false"},
                                   {"filter.shout.smudge", "tr a-z A-Z"},
                                   {"filter.shout.required", "true"}})
    git(repository.path(), {"config", key, value});
  const auto entries = list_tree(repository.path(), made.commit(root), "desired-state");
  REQUIRE(entries.ok());
  const TemporaryFolder out;
  REQUIRE(write_tree(repository.path(), *entries, out.path("folder")).ok());
  CHECK(text_of(out.path("folder/boot.sh")) == script);
  CHECK(text_of(out.path("folder/windows.yaml")) == "a: 1\r\n");
  CHECK(text_of(out.path("folder/empty.yaml")).empty());
  CHECK(fs::is_symlink(out.path("folder/link.sh")));
  CHECK((fs::status(out.path("folder/boot.sh")).permissions() & fs::perms::owner_exec) != fs::perms::none);
}

TEST_CASE("a pointer of Git LFS is no file of the commit") {
  const ReadmeRepository repository;
  HandMade made(repository.path());
  const auto pointer = made.blob(
      "version https://git-lfs.github.com/spec/v1\noid sha256:" + std::string(64, 'a') + "\nsize 9\n");
  const auto root = made.tree({{"40000", "desired-state", made.tree({{"100644", "boot.sh", pointer}})}});
  const auto entries = list_tree(repository.path(), made.commit(root), "desired-state");
  REQUIRE(entries.ok());
  const TemporaryFolder out;
  const auto written = write_tree(repository.path(), *entries, out.path("folder"));
  REQUIRE_FALSE(written.ok());
  CHECK(written.error().kind == ErrorKind::invalid);
  CHECK_THAT(written.error().what, Catch::Contains("boot.sh is a pointer of Git LFS"));
}

TEST_CASE("a folder is never written over another one, and a content that is not here is an error") {
  const ReadmeRepository repository;
  const TemporaryFolder out;
  CHECK(write_tree(repository.path(), {}, out.path()).error().kind == ErrorKind::conflict);
  const std::vector<TreeEntry> gone = {{"100644", std::string(40, '2'), "a.yaml"}};
  const auto written = write_tree(repository.path(), gone, out.path("folder"));
  REQUIRE_FALSE(written.ok());
  CHECK(written.error().kind == ErrorKind::io);
  CHECK_THAT(written.error().what, Catch::Contains("a.yaml is not on this machine"));
}

TEST_CASE("a thousand files are written in one go") {
  const ReadmeRepository repository;
  for (int i = 0; i < 1000; ++i) repository.write("many/" + std::to_string(i), std::to_string(i) + "\n");
  git_commit_all(repository.path(), "many");
  const auto entries = list_tree(repository.path(), "HEAD", "many");
  REQUIRE(entries.ok());
  REQUIRE(entries->size() == 1000);
  const TemporaryFolder out;
  REQUIRE(write_tree(repository.path(), *entries, out.path("folder")).ok());
  CHECK(text_of(out.path("folder/0")) == "0\n");
  CHECK(text_of(out.path("folder/999")) == "999\n");
}
