#pragma once

#include <sys/types.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "tests/support/temporary_folder.hpp"

namespace muster {

/// What a program left behind.
struct Ran {
  int code = -1;  ///< Exit code; 128 + signal when one ended it.
  std::string out;
  std::string err;
};

/// A folder of its own that goes with all in it, in which the built programs are run as a user would.
class Workbench {
 public:
  std::filesystem::path folder() const { return folder_.path(); }
  /// Copies the reference fleet to desired-state/.
  void copy_reference_fleet() const;
  void write(const std::string& name, const std::string& text) const;
  /// The same, for its owner alone.
  void write_private(const std::string& name, const std::string& text) const;
  std::string read(const std::string& name) const;
  /// Replaces a text in a file; the file must hold it.
  void replace(const std::string& name, const std::string& from, const std::string& to) const;

  /// Runs `muster` with these words and nothing of this process's environment but PATH and what is told here.
  Ran muster(const std::vector<std::string>& words,
             const std::map<std::string, std::string>& environment = {}, const std::string& input = "") const;
  /// The same on the sandbox, kept in this folder and fast.
  Ran sandbox(std::vector<std::string> words,
              const std::map<std::string, std::string>& environment = {}) const;
  /// `muster` on a terminal of 100 columns, its output and errors together in `out`; types `input` when it
  /// asks.
  Ran on_terminal(const std::vector<std::string>& words, const std::string& input,
                  const std::map<std::string, std::string>& environment = {}) const;
  /// Like muster(), and sends it a signal once its errors hold `after`.
  Ran interrupted(const std::vector<std::string>& words, const std::string& after, int signal_number,
                  const std::map<std::string, std::string>& environment) const;

  /// Starts `muster` and goes on; one at a time in a folder. It is ended by `finish`, which waits for it.
  pid_t start(const std::vector<std::string>& words, const std::map<std::string, std::string>& environment,
              const std::string& input = "") const;
  /// Waits until the errors of the one that was started hold `text`; false when it ends without.
  bool await(pid_t child, const std::string& text) const;
  /// Waits until its standard output holds `text`; false when it ends without.
  bool await_output(pid_t child, const std::string& text) const;
  Ran finish(pid_t child) const;

  /// Runs SQL on a file as a stranger to muster would: the first column of all rows, a line each.
  std::string query(const std::string& file, const std::string& sql) const;

 private:
  bool await_in(const std::string& name, pid_t child, const std::string& text) const;

  test::TemporaryFolder folder_;
};

}  // namespace muster
