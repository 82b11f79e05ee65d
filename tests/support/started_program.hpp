#pragma once

#include <sys/types.h>

#include <map>
#include <string>
#include <vector>

namespace muster {

/// A program that a test started and that ends with the test, by its own number.
class StartedProgram {
 public:
  /// Its output goes to `log`, a file. `environment` comes on top of this process's.
  StartedProgram(const std::vector<std::string>& words, const std::string& log,
                 const std::map<std::string, std::string>& environment = {});
  StartedProgram(const StartedProgram&) = delete;
  StartedProgram& operator=(const StartedProgram&) = delete;
  ~StartedProgram();

  pid_t id() const { return child_; }
  bool alive() const;
  /// CPU time in milliseconds that it and the children it has waited for have used.
  long used_cpu_milliseconds() const;
  /// What of it lies in memory, in KiB.
  long resident_kib() const;

 private:
  pid_t child_ = -1;
};

/// A port of this machine that nothing listens on. Somebody else may take it meanwhile: whoever starts a
/// program on it asks whether it came up, and takes another.
int free_port();

}  // namespace muster
