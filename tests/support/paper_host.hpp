#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "reconciler/adapters/host/host_probe.hpp"
#include "tests/support/temporary_folder.hpp"

namespace muster::test {

/// A host made of files.
struct PaperHost {
  TemporaryFolder folder;

  PaperHost() {
    stat(1000, 900);
    folder.write("proc/meminfo", "MemTotal: 1000 kB\nMemAvailable: 400 kB\n");
    mounts({mount(folder.path(), "ext4", "rw")});
    process(1, "/sbin/init");
  }
  static std::string mount(const std::string& place, const std::string& type, const std::string& options,
                           const std::string& device = "8:1") {
    return "30 1 " + device + " / " + place + " rw,relatime shared:1 - " + type + " /dev/paper " + options +
           "\n";
  }
  void mounts(const std::vector<std::string>& lines) const {
    std::string text;
    for (const auto& line : lines) text += line;
    folder.write("proc/self/mountinfo", text);
  }
  void stat(int all, int idle) const {
    folder.write("proc/stat",
                 "cpu " + std::to_string(all - idle) + " 0 0 " + std::to_string(idle) + " 0 0 0 0\n");
  }
  /// `words` are separated by blanks.
  void process(int id, std::string words, int parent = 1, const std::string& name = "python3") const {
    std::replace(words.begin(), words.end(), ' ', '\0');
    const auto place = "proc/" + std::to_string(id);
    folder.write(place + "/cmdline", words.empty() ? words : words + '\0');
    folder.write(place + "/stat",
                 std::to_string(id) + " (" + name + ") S " + std::to_string(id == 1 ? 0 : parent) + " 1 1\n");
  }
  Result<int> agents(const std::string& pattern) const {
    const auto sample = probe({.agents = {.pattern = pattern}}).sample(1s);
    const auto value = sample.values.find(Metric::agents);
    if (value != sample.values.end()) return static_cast<int>(value->second.in_milli() / 1000);
    return Error{ErrorKind::io, sample.failures.at(Metric::agents)};
  }
  HostProbe probe(HostOptions options = {}) const {
    options.root = folder.path();
    auto made = HostProbe::make(std::move(options));
    REQUIRE(made.ok());
    return *std::move(made);
  }
};

}  // namespace muster::test
