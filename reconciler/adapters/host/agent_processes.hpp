#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "reconciler/core/base/result.hpp"

namespace muster {

/// A process as /proc tells of it.
struct SeenProcess {
  int id = 0;
  int parent = 0;
  std::string name;   ///< The kernel's name of it, at most 15 bytes: "muster-node-pus".
  std::string words;  ///< Its command line, words separated by single spaces.
};

/// Whether it is one of muster's own programs, which have the agents' pattern in their command line.
bool is_musters_own(const SeenProcess& process);

/// Whether a process with the first command line started the one with the second: its own words hold all
/// words of the other, or all but an interpreter that the kernel put in front ("python3 ./agent").
bool starts_other(const std::string& words, const std::string& other);

/// How many agents these processes are. All of them match the pattern. Left out are muster's own programs,
/// and those that only started another one of them with the same words: timeout, sudo, a shell. `parent_of`
/// gives the parent of a process that is not among them, 0 where it has none.
int count_agents(const std::vector<SeenProcess>& matching, const std::function<int(int)>& parent_of);

/// Parent and name from a line of /proc/PID/stat; fails with `invalid`.
Result<SeenProcess> process_in_stat(const std::string& stat);

/// Why the processes of other users cannot be seen from here, and what to do; "" when they can. `root` is ""
/// but in tests.
std::string hidden_processes(const std::string& root);

}  // namespace muster
