#include "reconciler/adapters/system/process_table.hpp"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

using namespace muster;

namespace {

/// A process that waits until it is ended.
class Child {
 public:
  Child() : pid_(fork()) {
    if (pid_ == 0) {
      while (true) pause();
    }
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  pid_t pid() const { return pid_; }

 private:
  pid_t pid_;
};

/// The child as it would hold a lease itself.
LeaseHolder holder_of(const Child& child) {
  auto holder = ProcessTable().self();
  holder.pid = child.pid();
  std::string path = "/proc/" + std::to_string(child.pid()) + "/stat";
  std::string line(4096, '\0');
  auto* file = fopen(path.c_str(), "r");
  REQUIRE(file);
  line.resize(fread(line.data(), 1, line.size(), file));
  fclose(file);
  holder.process_started = *start_in_stat(line);
  return holder;
}

}  // namespace

TEST_CASE("this process knows who it is and is alive to itself") {
  const ProcessTable table;
  const auto self = table.self();
  CHECK(self.pid == getpid());
  CHECK(self.process_started > 0);
  CHECK(self.boot_id.size() == 36);
  CHECK_FALSE(self.host.empty());
  CHECK(table.liveness_of(self) == Liveness::alive);
  CHECK(table.self() == self);
}

TEST_CASE("whether another process is there") {
  const ProcessTable table;
  LeaseHolder holder;
  {
    const Child child;
    holder = holder_of(child);
    CHECK(table.liveness_of(holder) == Liveness::alive);

    // Stopped is not dead.
    kill(child.pid(), SIGSTOP);
    int status = 0;
    waitpid(child.pid(), &status, WUNTRACED);
    CHECK(table.liveness_of(holder) == Liveness::alive);

    // The same pid, another process: the one that is meant is gone.
    auto earlier = holder;
    --earlier.process_started;
    CHECK(table.liveness_of(earlier) == Liveness::dead);

    // Ended, but its parent has not looked yet.
    kill(child.pid(), SIGKILL);
    siginfo_t ended{};
    waitid(P_PID, static_cast<id_t>(child.pid()), &ended, WEXITED | WNOWAIT);
    CHECK(table.liveness_of(holder) == Liveness::dead);
  }
  CHECK(table.liveness_of(holder) == Liveness::dead);
}

TEST_CASE("of a process elsewhere nothing is claimed") {
  const ProcessTable table;
  const auto self = table.self();
  const auto with = [&](auto change) {
    auto holder = self;
    holder.pid = 1 << 22;  // Beyond every pid: were it here, it would be dead.
    change(holder);
    return table.liveness_of(holder);
  };
  CHECK(with([](LeaseHolder&) {}) == Liveness::dead);
  CHECK(with([](LeaseHolder& h) { h.host = "another"; }) == Liveness::unknown);
  CHECK(with([](LeaseHolder& h) { h.boot_id = "another"; }) == Liveness::unknown);
  CHECK(with([](LeaseHolder& h) { h.pid_namespace = "pid:[1]"; }) == Liveness::unknown);
  CHECK(table.liveness_of({}) == Liveness::unknown);
}

TEST_CASE("the start of a process is read from the kernel's line, whatever its name") {
  const std::string rest = " S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 987654 20 21";
  struct Row {
    const char* that;
    std::string line;
    std::optional<std::int64_t> start;
  };
  for (const auto& row : {
           Row{"a plain name", "4711 (muster)" + rest, 987654},
           Row{"a name with a blank and parentheses", "4711 (a) (b) c)" + rest, 987654},
           Row{"one that ended", "4711 (muster) Z" + rest.substr(2), std::nullopt},
           Row{"cut short", "4711 (muster) S 1 2 3", std::nullopt},
           Row{"no number", "4711 (muster) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 x 20",
               std::nullopt},
           Row{"nothing", "", std::nullopt},
       }) {
    DYNAMIC_SECTION(row.that) {
      CHECK(start_in_stat(row.line) == row.start);
    }
  }
}
