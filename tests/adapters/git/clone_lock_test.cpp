#include "reconciler/adapters/git/clone_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/support/temporary_folder.hpp"

using namespace muster;
using namespace muster::test;

namespace fs = std::filesystem;

TEST_CASE("who has the clone alone removes what a killed git left, and nothing else") {
  const TemporaryFolder home;
  for (const std::string file : {"clone/index.lock", "clone/refs/a.lock", "clone/objects/pack/tmp_idx_1",
                                 "clone/config", "clone/objects/pack/pack-1.pack", "clone/refs/x.lock/head"})
    home.write(file, "x");
  const CloneLock lock(home.path("lock"), home.path("clone"));
  CHECK(lock.descriptor() >= 0);
  for (const std::string gone : {"index.lock", "refs/a.lock", "objects/pack/tmp_idx_1"})
    CHECK_FALSE(fs::exists(home.path("clone/" + gone)));
  for (const std::string kept : {"config", "objects/pack/pack-1.pack", "refs/x.lock/head"})
    CHECK(fs::exists(home.path("clone/" + kept)));
}

TEST_CASE("while somebody else has the lock nothing is removed") {
  const TemporaryFolder home;
  home.write("clone/index.lock", "x");
  const int other = ::open(home.path("lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  REQUIRE(::flock(other, LOCK_EX) == 0);
  {
    const CloneLock lock(home.path("lock"), home.path("clone"), Duration{0});
    CHECK(lock.descriptor() == -1);
    CHECK(fs::exists(home.path("clone/index.lock")));
  }
  ::close(other);
  const CloneLock lock(home.path("lock"), home.path("clone"), Duration{0});
  CHECK(lock.descriptor() >= 0);
  CHECK_FALSE(fs::exists(home.path("clone/index.lock")));
}

TEST_CASE("a folder where no lock can be made is used without one") {
  const TemporaryFolder home;
  const CloneLock lock(home.path("nowhere/lock"), home.path("clone"), Duration{0});
  CHECK(lock.descriptor() == -1);
}
