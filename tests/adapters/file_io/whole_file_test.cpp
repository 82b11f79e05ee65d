#include "reconciler/adapters/file_io/whole_file.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <cstring>

#include "reconciler/adapters/file_io/private_files.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// With this umask until it goes. Tests of one program do not run side by side.
class Umask {
 public:
  explicit Umask(mode_t mask) : before_(::umask(mask)) {}
  Umask(const Umask&) = delete;
  Umask& operator=(const Umask&) = delete;
  ~Umask() { ::umask(before_); }

 private:
  mode_t before_;
};

mode_t permissions_of(const std::string& path) {
  struct stat status {};
  REQUIRE(::lstat(path.c_str(), &status) == 0);
  return status.st_mode & 07777;
}

/// What tells one thing from another that took its name.
struct Thing {
  ino_t inode = 0;
  mode_t mode = 0;
  friend bool operator==(const Thing&, const Thing&) = default;
};

Thing thing_at(const std::string& path) {
  struct stat status {};
  REQUIRE(::lstat(path.c_str(), &status) == 0);
  return {status.st_ino, status.st_mode};
}

std::string text_or_error(const std::string& path) {
  const auto text = read_whole_file(path, 1 << 20);
  return text ? *text : "error: " + text.error().what;
}

std::size_t entries_in(const TemporaryFolder& folder) {
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder.path()), {}));
}

void make_socket(const std::string& path) {
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof(address.sun_path) - 1);
  REQUIRE(::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0);
  ::close(socket);
}

}  // namespace

TEST_CASE("nothing takes the place of what is no regular file") {
  const TemporaryFolder folder;
  folder.write("target", "the target\n");
  REQUIRE(::mkfifo(folder.path("pipe").c_str(), 0600) == 0);
  REQUIRE(::symlink("target", folder.path("link to a file").c_str()) == 0);
  REQUIRE(::symlink("nothing", folder.path("link to nothing").c_str()) == 0);
  REQUIRE(::symlink("pipe", folder.path("link to a pipe").c_str()) == 0);
  REQUIRE(::mkdir(folder.path("folder").c_str(), 0700) == 0);
  make_socket(folder.path("socket"));
  const auto count = entries_in(folder);
  struct Row {
    const char* name;
    const char* of_a_file;
    const char* of_an_output;
  };
  const std::array rows = {
      Row{"pipe", "it is a pipe", "no process reads from this pipe"},
      Row{"link to a file", "a link, not a regular file; name the file that it leads to", "it is a link"},
      Row{"link to nothing", "it is a link", "it is a link"},
      Row{"link to a pipe", "it is a link", "no process reads from this pipe"},
      Row{"folder", "it is a folder", "it is a folder"},
      Row{"socket", "it is a socket", "it is a socket"}};
  for (const auto& row : rows) {
    INFO(row.name);
    const auto path = folder.path(row.name);
    const auto before = thing_at(path);
    const auto file = write_whole_file("new\n", path, Readers::owner);
    REQUIRE_FALSE(file.ok());
    CHECK(file.error().what.find(row.of_a_file) != std::string::npos);
    const auto output = write_output("new\n", path);
    REQUIRE_FALSE(output.ok());
    CHECK(output.error().what.find(row.of_an_output) != std::string::npos);
    CHECK(thing_at(path) == before);
  }
  CHECK(text_or_error(folder.path("target")) == "the target\n");
  CHECK_FALSE(std::filesystem::exists(folder.path("nothing")));
  CHECK(entries_in(folder) == count);
}

TEST_CASE("a device stays a device, and takes what is written") {
  const auto before = thing_at("/dev/null");
  CHECK(write_output("new\n", "/dev/null", Readers::owner).ok());
  const auto full = write_output("new\n", "/dev/full", Readers::owner);
  REQUIRE_FALSE(full.ok());
  CHECK(full.error().what == "cannot write /dev/full: No space left on device");
  const auto file = write_whole_file("new\n", "/dev/null");
  REQUIRE_FALSE(file.ok());
  CHECK(file.error().kind == ErrorKind::invalid);
  CHECK(thing_at("/dev/null") == before);
}

TEST_CASE("a pipe with a reader takes what is written, also behind a link") {
  const TemporaryFolder folder;
  REQUIRE(::mkfifo(folder.path("pipe").c_str(), 0600) == 0);
  REQUIRE(::symlink("pipe", folder.path("link").c_str()) == 0);
  for (const auto* name : {"pipe", "link"}) {
    const int reader = ::open(folder.path("pipe").c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    REQUIRE(reader >= 0);
    CHECK(write_output("new\n", folder.path(name), Readers::owner).ok());
    std::array<char, 16> got{};
    CHECK(::read(reader, got.data(), got.size()) == 4);
    CHECK(std::string(got.data()) == "new\n");
    ::close(reader);
  }
}

TEST_CASE("a file for its owner is so, whatever it was and whatever the umask is") {
  const TemporaryFolder folder;
  for (const mode_t mask : {mode_t{0}, mode_t{022}, mode_t{077}}) {
    const Umask as(mask);
    const auto name = "plan-" + std::to_string(mask);
    folder.write(name, "old\n");
    REQUIRE(::chmod(folder.path(name).c_str(), 0666) == 0);
    REQUIRE(write_output("new\n", folder.path(name), Readers::owner).ok());
    REQUIRE(write_output("new\n", folder.path(name + "-new"), Readers::owner).ok());
    CHECK(permissions_of(folder.path(name)) == 0600);
    CHECK(permissions_of(folder.path(name + "-new")) == 0600);
    CHECK(text_or_error(folder.path(name)) == "new\n");
  }
}

TEST_CASE("a file for everyone keeps its mode, and a new one is nobody else's to write") {
  const Umask none(0);
  const TemporaryFolder folder;
  folder.write("old", "old\n");
  REQUIRE(::chmod(folder.path("old").c_str(), 0640) == 0);
  REQUIRE(write_whole_file("new\n", folder.path("old")).ok());
  REQUIRE(write_whole_file("new\n", folder.path("new")).ok());
  CHECK(permissions_of(folder.path("old")) == 0640);
  CHECK(permissions_of(folder.path("new")) == 0644);
}

TEST_CASE("what somebody laid where the file is prepared is not written through") {
  const TemporaryFolder folder;
  folder.write("theirs", "theirs\n");
  const auto beside = folder.path("plan.json") + "." + std::to_string(::getpid()) + ".tmp";
  SECTION("a link") {
    REQUIRE(::symlink("theirs", beside.c_str()) == 0);
  }
  SECTION("a pipe") {
    REQUIRE(::mkfifo(beside.c_str(), 0666) == 0);
  }
  SECTION("the rest of a process that was ended") {
    folder.write("plan.json." + std::to_string(::getpid()) + ".tmp", "half");
  }
  REQUIRE(write_whole_file("new\n", folder.path("plan.json"), Readers::owner).ok());
  CHECK(text_or_error(folder.path("plan.json")) == "new\n");
  CHECK(text_or_error(folder.path("theirs")) == "theirs\n");
  CHECK(entries_in(folder) == 2);
}

TEST_CASE("a folder of muster's own is its owner's alone, and every folder that had to be made above it") {
  const Umask none(0);
  const TemporaryFolder folder;
  REQUIRE(make_private_folder(folder.path("a/b/c")).ok());
  for (const auto* name : {"a", "a/b", "a/b/c"}) CHECK(permissions_of(folder.path(name)) == 0700);
  REQUIRE(::chmod(folder.path("a").c_str(), 0755) == 0);
  REQUIRE(make_private_folder(folder.path("a/b")).ok());
  CHECK(permissions_of(folder.path("a")) == 0755);
  folder.write("file", "");
  CHECK_FALSE(make_private_folder(folder.path("file/below")).ok());
}
