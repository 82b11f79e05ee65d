#include <catch2/catch.hpp>
#include <cerrno>
#include <chrono>

#include "tests/support/workbench.hpp"

using namespace muster;

#ifdef MUSTER_NO_LOCKS
TEST_CASE("a file system that cannot lock is told at once, with the place and what to do") {
  const auto refused = GENERATE(ENOLCK, EINVAL, ENOSYS, EOPNOTSUPP, EACCES);
  const Workbench bench;
  bench.copy_reference_fleet();
  const auto began = std::chrono::steady_clock::now();
  const auto ran = bench.muster(
      {"history"}, {{"LD_PRELOAD", MUSTER_NO_LOCKS}, {"NO_LOCKS_ERRNO", std::to_string(refused)}});
  INFO(ran.err);
  CHECK(ran.code == 1);
  CHECK_THAT(ran.err, Catch::Contains("cannot lock files") && Catch::Contains(".muster") &&
                          Catch::Contains("--state"));
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(20));
}
#endif
