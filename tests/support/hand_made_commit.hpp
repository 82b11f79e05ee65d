#pragma once

#include <string>
#include <vector>

namespace muster::test {

/// Makes git objects byte by byte, also those that git itself would never make.
class HandMade {
 public:
  struct Entry {
    std::string mode;  ///< "100644", "120000" (link), "40000" (folder), "160000" (submodule).
    std::string name;
    std::string id;
  };
  explicit HandMade(std::string repository) : repository_(std::move(repository)) {}

  std::string blob(const std::string& text) const { return object("blob", text); }
  /// The entries are written in the order given.
  std::string tree(const std::vector<Entry>& entries) const;
  /// A commit of this tree; `more` are header lines, each with its line break.
  std::string commit(const std::string& tree, const std::string& parent = "",
                     const std::string& more = "") const;

 private:
  std::string object(const std::string& type, const std::string& bytes) const;

  std::string repository_;
};

}  // namespace muster::test
