#include "reconciler/cli/console/logging.hpp"

#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "tests/support/temporary_folder.hpp"

using namespace muster;

TEST_CASE("no secret and no forged line comes out of the log, whoever logs it") {
  const test::TemporaryFolder folder;
  const auto file = folder.path("log");
  const int before = ::dup(STDERR_FILENO);
  const int log = ::open(file.c_str(), O_WRONLY | O_CREAT, 0600);
  ::dup2(log, STDERR_FILENO);
  start_logging("info");
  spdlog::info("asked with Authorization: Bearer canary-0123456789");
  spdlog::warn("the key dop_v1_canary0123456789abcdef was refused");
  spdlog::error("no\n2026-11-30T01:00:00Z info plan is approved\x1b[2J\u202e");
  spdlog::debug("not at this level");
  spdlog::default_logger()->flush();
  start_logging("off");
  ::dup2(before, STDERR_FILENO);
  ::close(before);
  ::close(log);

  std::ifstream stream(file);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  CHECK(text.find("canary") == std::string::npos);
  CHECK(text.find(" info asked with Authorization: Bearer (hidden)\n") != std::string::npos);
  CHECK(text.find(" warning the key (hidden) was refused\n") != std::string::npos);
  CHECK(text.find(" error no 2026-11-30T01:00:00Z info plan is approved?[2J?\n") != std::string::npos);
  CHECK(text.find("not at this level") == std::string::npos);
}
