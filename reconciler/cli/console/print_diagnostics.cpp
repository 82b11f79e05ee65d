#include "reconciler/cli/console/print_diagnostics.hpp"

#include <filesystem>
#include <fstream>
#include <map>
#include <ostream>
#include <vector>

#include "reconciler/cli/console/printed_errors.hpp"
#include "reconciler/cli/views/diagnostics/diagnostics_views.hpp"

namespace muster {

namespace {

/// Reads each file once, up to the size limit of a declared file.
class Lines {
 public:
  std::optional<std::string> of(const SourceMark& mark) {
    auto [found, is_new] = files_.try_emplace(mark.file);
    if (is_new) found->second = read(mark.file);
    const auto& lines = found->second;
    const auto index = static_cast<std::size_t>(mark.line - 1);
    if (mark.line < 1 || index >= lines.size()) return std::nullopt;
    return lines[index];
  }

 private:
  static std::vector<std::string> read(const std::string& file) {
    constexpr std::size_t kMostBytes = 1u << 20;
    std::vector<std::string> lines;
    std::error_code none;
    // A pipe or a device has no lines to show, and reading from it may never end.
    if (!std::filesystem::is_regular_file(file, none)) return lines;
    std::ifstream in(file);
    std::size_t bytes = 0;
    for (std::string line; bytes < kMostBytes && std::getline(in, line);) {
      bytes += line.size() + 1;
      if (bytes > kMostBytes) break;
      lines.push_back(std::move(line));
    }
    return lines;
  }

  std::map<std::string, std::vector<std::string>> files_;
};

}  // namespace

void print_diagnostics(const Diagnostics& problems, std::ostream& to, bool colour) {
  Lines lines;
  to << diagnostics_text(
      problems, [&](const SourceMark& mark) { return lines.of(mark); }, Paint(colour));
}

void print_diagnostics(const Diagnostics& problems, Console& console) {
  print_diagnostics(problems, console.err, console.colour_err());
  if (!console.reported) return;
  for (const auto& problem : problems) console.reported->keep({kDeclaredFiles, problem});
}

}  // namespace muster
