#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "reconciler/core/base/result.hpp"

namespace muster {

/// A process as /proc describes it.
struct SeenProcess {
  int id = 0;
  int parent = 0;     ///< Process id.
  std::string name;   ///< The kernel's name for it, at most 15 bytes: "muster-node-pus".
  std::string words;  ///< Its command line, words separated by single spaces.
};

/// Whether it is a program of muster, which has the agents' pattern in its command line.
bool is_musters_own(const SeenProcess& process);

/// Whether a process with the first command line started the one with the second: its words contain all words
/// of the other, or all except an interpreter that the kernel added ("python3 ./agent").
bool starts_other(const std::string& words, const std::string& other);

/// Returns the number of agents among these processes, which all match the pattern. Programs of muster do not
/// count, nor do processes that only started another one of them with the same words: timeout, sudo, a shell.
/// `parent_of` returns the parent of a process that is not among them, or 0.
int count_agents(const std::vector<SeenProcess>& matching, const std::function<int(int)>& parent_of);

/// Parses parent and name from a line of /proc/PID/stat. Fails with `invalid`.
Result<SeenProcess> process_in_stat(const std::string& stat);

/// Returns why processes are hidden, and the remedy; "" if all are visible. Processes of other users can be
/// hidden, and a program in a PID namespace of its own sees none of the host. `root` is "" except in tests.
std::string hidden_processes(const std::string& root);

}  // namespace muster
