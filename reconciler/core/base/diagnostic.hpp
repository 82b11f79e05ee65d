#pragma once

#include <compare>
#include <string>
#include <vector>

namespace muster {

/// A position in a declared file. Lines and columns count from 1; 0 means "the whole file".
struct SourceMark {
  std::string file;
  int line = 0;
  int column = 0;

  friend auto operator<=>(const SourceMark&, const SourceMark&) = default;
};

/// "policies/overload.yaml:12:5"; unknown parts are omitted.
std::string to_string(const SourceMark& mark);

enum class Severity { warning, error };

/// One problem in a declared file, written for the person who corrects it.
struct Diagnostic {
  Severity severity = Severity::error;
  SourceMark at;
  std::string path;      ///< Path in the document: "spec.pools[0].sizes[2]".
  std::string summary;   ///< The problem in one line: "unknown size \"s-2vcpu-5gb\"".
  std::string expected;  ///< The expected value; may be empty.
  std::string hint;      ///< Advice: "did you mean s-2vcpu-4gb?"; may be empty.

  friend auto operator<=>(const Diagnostic&, const Diagnostic&) = default;
};

using Diagnostics = std::vector<Diagnostic>;

bool has_errors(const Diagnostics& diagnostics);

/// Returns the word of `known` that is nearest to `word` by edit distance; "" if none is near enough.
std::string nearest_word(const std::string& word, const std::vector<std::string>& known);

}  // namespace muster
