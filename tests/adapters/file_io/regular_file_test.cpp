#include "reconciler/adapters/file_io/regular_file.hpp"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstring>
#include <iterator>

#include "reconciler/adapters/file_io/whole_file.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace muster;
using namespace muster::test;

namespace {

std::string rest_of(std::istream& stream) {
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// What stands under a name and is no regular file, by how it is made.
struct Odd {
  const char* that;
  std::string path;
  const char* kind;
};

std::vector<Odd> odd_things(const TemporaryFolder& folder) {
  REQUIRE(::mkfifo(folder.path("pipe").c_str(), 0600) == 0);
  REQUIRE(::symlink(folder.path("pipe").c_str(), folder.path("link").c_str()) == 0);
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, folder.path("socket").c_str(), sizeof(address.sun_path) - 1);
  REQUIRE(::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0);
  ::close(socket);
  return {{"a device without an end", "/dev/zero", "a device"},
          {"a device that is empty", "/dev/null", "a device"},
          {"a pipe that nobody writes to", folder.path("pipe"), "a pipe"},
          {"a link to one", folder.path("link"), "a pipe"},
          {"a socket", folder.path("socket"), "a socket"},
          {"a folder", folder.path(), "a folder"}};
}

}  // namespace

TEST_CASE("only a regular file is opened, and nothing is waited for") {
  const TemporaryFolder folder;
  for (const auto& odd : odd_things(folder)) {
    DYNAMIC_SECTION(odd.that) {
      const auto message = "cannot read " + odd.path + ": it is " + odd.kind + ", not a regular file";
      const auto file = RegularFile::open(odd.path);
      REQUIRE_FALSE(file.ok());
      CHECK(file.error().kind == ErrorKind::invalid);
      CHECK(file.error().what == message);
      CHECK(read_whole_file(odd.path, 1 << 20).error().what == message);
    }
  }
  CHECK(RegularFile::open(folder.path("none")).error().kind == ErrorKind::not_found);
}

TEST_CASE("a file is read as far as it reached when it was opened") {
  const TemporaryFolder folder;
  folder.write("some", "first\n");
  auto file = RegularFile::open(folder.path("some"));
  REQUIRE(file.ok());
  CHECK(file->stamp().bytes == 6);
  std::ofstream(folder.path("some"), std::ios::app) << "second\n";
  RegularFileStream stream(*file);
  CHECK(rest_of(stream) == "first\n");
  CHECK(stream.failure() == nullptr);
  auto again = RegularFile::open(folder.path("some"));
  CHECK(again->stamp().same_file(file->stamp()));
  CHECK(again->stamp() != file->stamp());
}

TEST_CASE("a file that is cut short while it is read ends there") {
  const TemporaryFolder folder;
  folder.write("some", std::string(200'000, 'x'));
  auto file = RegularFile::open(folder.path("some"));
  REQUIRE(file.ok());
  RegularFileStream stream(*file);
  CHECK(stream.get() == 'x');
  REQUIRE(::truncate(folder.path("some").c_str(), 100) == 0);
  CHECK(rest_of(stream).size() < 200'000);
  CHECK(stream.failure() == nullptr);
}

TEST_CASE("a kernel file that claims to be empty is empty, and is not waited for") {
  auto file = RegularFile::open("/proc/self/mounts");
  REQUIRE(file.ok());
  RegularFileStream stream(*file);
  CHECK(rest_of(stream).empty());
}
