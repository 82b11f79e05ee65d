#include "reconciler/cli/console/format_word.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "reconciler/core/base/lower_case.hpp"

namespace muster {

std::string mistaken_for_format(const std::string& name, const std::string& flag) {
  if (name == "-")
    return fmt::format(
        "\"-\" is not a file. For standard output: {0} /dev/stdout. For a file of that name: "
        "{0} ./-",
        flag);
  static const std::set<std::string> formats = {"csv",  "json",   "jsonl", "md",    "markdown", "name",
                                                "name", "ndjson", "svg",   "table", "text",     "txt",
                                                "wide", "xml",    "yaml",  "yml"};
  // kubectl's jsonpath=TEMPLATE is one too.
  const auto word = lower_case(name.substr(0, name.find('=')));
  const bool template_word = word == "jsonpath" || word == "go-template" || word == "custom-columns";
  if (!template_word && (word.size() != name.size() || !formats.contains(word))) return "";
  const auto meant = word == "json" || word == "ndjson" || word == "jsonl" ? "--format json"
                     : word == "md" || word == "markdown"                  ? "--format markdown"
                     : word == "text" || word == "txt" || word == "table"  ? "--format text"
                                                                           : "";
  const std::string help = *meant == '\0' ? "" : fmt::format("; did you mean {}?", meant);
  return fmt::format("\"{0}\" is a format, not a file{1} For a file of that name: {2} ./{0}", name,
                     help.empty() ? "." : help, flag);
}

}  // namespace muster
