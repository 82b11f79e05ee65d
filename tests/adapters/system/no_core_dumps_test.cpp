#include "reconciler/adapters/system/no_core_dumps.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

TEST_CASE("a process that forbids core dumps has no capacity for one and is none that others may read") {
  const pid_t child = fork();
  if (child == 0) {
    muster::forbid_core_dumps();
    rlimit limit{1, 1};
    getrlimit(RLIMIT_CORE, &limit);
    int failed = limit.rlim_cur != 0 || limit.rlim_max != 0 ? 1 : 0;
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    if (prctl(PR_GET_DUMPABLE) != 0) failed = 2;
#endif
    _exit(failed);
  }
  int status = -1;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
}
