#include "tests/support/workbench.hpp"

#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <SQLiteCpp/SQLiteCpp.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "tests/support/text_of.hpp"

namespace muster {

namespace {

namespace fs = std::filesystem;

using test::text_of;

[[noreturn]] void become(const std::vector<std::string>& words,
                         const std::map<std::string, std::string>& environment) {
  clearenv();
  setenv("PATH", "/usr/bin:/bin", 1);
  setenv("USER", "tester", 1);
  setenv("MUSTER_STATE", ".muster/state.db", 1);  // An empty one: the place that is usual for this user.
  for (const auto& [name, value] : environment) setenv(name.c_str(), value.c_str(), 1);
  const std::string program = std::string(MUSTER_BINARY_DIR) + "/bin/muster";
  std::vector<char*> arguments = {const_cast<char*>("muster")};
  for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  execv(program.c_str(), arguments.data());
  _exit(127);
}

int exit_code_of(pid_t child) {
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

void Workbench::copy_reference_fleet() const {
  fs::copy(fs::path(MUSTER_SOURCE_DIR) / "desired-state", folder() / "desired-state",
           fs::copy_options::recursive);
}

void Workbench::write(const std::string& name, const std::string& text) const {
  fs::create_directories((folder() / name).parent_path());
  std::ofstream(folder() / name, std::ios::binary) << text;
}

void Workbench::write_private(const std::string& name, const std::string& text) const {
  write(name, text);
  fs::permissions(folder() / name, fs::perms::owner_read | fs::perms::owner_write);
}

std::string Workbench::read(const std::string& name) const {
  return text_of(folder() / name);
}

void Workbench::replace(const std::string& name, const std::string& from, const std::string& to) const {
  auto text = read(name);
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  write(name, text.replace(at, from.size(), to));
}

pid_t Workbench::start(const std::vector<std::string>& words,
                       const std::map<std::string, std::string>& environment,
                       const std::string& input) const {
  const auto out = folder() / ".out", err = folder() / ".err", in = folder() / ".in";
  std::ofstream(in) << input;
  ::close(::open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600));
  std::ofstream(err, std::ios::trunc);
  const pid_t child = fork();
  if (child != 0) return child;
  if (chdir(folder().c_str()) != 0) _exit(126);
  dup2(open(in.c_str(), O_RDONLY), STDIN_FILENO);
  dup2(open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), STDOUT_FILENO);
  dup2(open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), STDERR_FILENO);
  become(words, environment);
}

bool Workbench::await(pid_t child, const std::string& text) const {
  return await_in(".err", child, text);
}

bool Workbench::await_output(pid_t child, const std::string& text) const {
  return await_in(".out", child, text);
}

bool Workbench::await_in(const std::string& name, pid_t child, const std::string& text) const {
  siginfo_t ended{};
  // Ends by what is seen, never by a time that passes: either the words come, or the program ends.
  while (text_of(folder() / name).find(text) == std::string::npos) {
    if (ended.si_pid == child) return false;
    usleep(2000);
    waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOHANG | WNOWAIT);
  }
  return true;
}

std::string Workbench::query(const std::string& file, const std::string& sql) const {
  SQLite::Database database((folder() / file).string(), SQLite::OPEN_READWRITE);
  SQLite::Statement statement(database, sql);
  std::string lines;
  while (statement.executeStep()) lines += statement.getColumn(0).getString() + "\n";
  return lines;
}

Ran Workbench::finish(pid_t child) const {
  const int code = exit_code_of(child);
  return {code, text_of(folder() / ".out"), text_of(folder() / ".err")};
}

Ran Workbench::muster(const std::vector<std::string>& words,
                      const std::map<std::string, std::string>& environment, const std::string& input) const {
  return finish(start(words, environment, input));
}

Ran Workbench::interrupted(const std::vector<std::string>& words, const std::string& after, int signal_number,
                           const std::map<std::string, std::string>& environment) const {
  const pid_t child = start(words, environment, "");
  (void)await(child, after);
  kill(child, signal_number);
  return finish(child);
}

Ran Workbench::sandbox(std::vector<std::string> words,
                       const std::map<std::string, std::string>& environment) const {
  words.insert(words.begin(), {"--sandbox", "--sandbox-speed", "2000"});
  return muster(words, environment);
}

Ran Workbench::on_terminal(const std::vector<std::string>& words, const std::string& input,
                           const std::map<std::string, std::string>& environment) const {
  winsize size{};
  size.ws_col = 100;
  size.ws_row = 40;
  int terminal = -1;
  const pid_t child = forkpty(&terminal, nullptr, nullptr, &size);
  if (child == 0) {
    if (chdir(folder().c_str()) != 0) _exit(126);
    auto with_terminal = environment;
    with_terminal.emplace("TERM", "xterm-256color");
    become(words, with_terminal);
  }
  (void)!::write(terminal, input.data(), input.size());
  Ran ran;
  char buffer[4096];
  for (ssize_t got = 0; (got = ::read(terminal, buffer, sizeof buffer)) > 0;) {
    ran.out.append(buffer, static_cast<std::size_t>(got));
  }
  ran.code = exit_code_of(child);
  close(terminal);
  return ran;
}

}  // namespace muster
