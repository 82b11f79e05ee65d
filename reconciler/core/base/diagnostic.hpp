#pragma once

#include <compare>
#include <string>
#include <vector>

namespace muster {

/// A place in a declared file. Lines and columns count from 1; 0 means "the file as a whole".
struct SourceMark {
  std::string file;
  int line = 0;
  int column = 0;

  friend auto operator<=>(const SourceMark&, const SourceMark&) = default;
};

/// "policies/overload.yaml:12:5", or without what is not known.
std::string to_string(const SourceMark& mark);

enum class Severity { warning, error };

/// One problem in a declared file, written for the person who must mend it.
struct Diagnostic {
  Severity severity = Severity::error;
  SourceMark at;
  std::string path;      ///< Where in the document: "spec.pools[0].sizes[2]".
  std::string summary;   ///< What is wrong, one line: "unknown size \"s-2vcpu-5gb\"".
  std::string expected;  ///< What would be right; may be empty.
  std::string hint;      ///< What to do: "did you mean s-2vcpu-4gb?"; may be empty.

  friend auto operator<=>(const Diagnostic&, const Diagnostic&) = default;
};

using Diagnostics = std::vector<Diagnostic>;

bool has_errors(const Diagnostics& diagnostics);

/// The word of `known` nearest to `word` by edit distance, or "" when none is near enough to be meant.
std::string nearest_word(const std::string& word, const std::vector<std::string>& known);

}  // namespace muster
