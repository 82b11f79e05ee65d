#include "reconciler/adapters/config/check_user_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "reconciler/adapters/yaml/yaml_document.hpp"
#include "reconciler/core/base/utf8.hpp"

namespace muster {
namespace {

/// Beginnings that cloud-init has a handler for.
constexpr std::array<std::string_view, 12> kHandled = {
    "#!",           "#cloud-config", "#cloud-boothook", "#include",      "#part-handler", "## template:",
    "#upstart-job", "#ps1",          "Content-Type:",   "MIME-Version:", "From ",         "#cloud-init"};

SourceMark mark_of(const std::string& text, std::size_t offset, const SourceMark& begin) {
  if (begin.line == 0) return begin;
  const auto before = std::string_view(text).substr(0, offset);
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const auto last = before.rfind('\n');
  const auto column = last == std::string_view::npos ? offset : offset - last - 1;
  return {begin.file, begin.line + static_cast<int>(lines), static_cast<int>(column) + 1};
}

std::string hint_of(const std::string& text) {
  if (text.starts_with("\x1f\x8b")) return "it is packed with gzip: unpack it";
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff")) return "it is UTF-16: save it as UTF-8";
  return "save the file as UTF-8";
}

std::optional<Diagnostic> not_text(const std::string& text, const SourceMark& begin,
                                   const std::string& path) {
  auto bad = first_invalid_utf8(text);
  if (text.starts_with("\x1f\x8b")) bad = 0;
  const auto nul = text.find('\0');
  if (nul != std::string::npos && (!bad || nul < *bad)) bad = nul;
  if (!bad) return std::nullopt;
  const auto byte = static_cast<unsigned char>(text[*bad]);
  return Diagnostic{
      .severity = Severity::error,
      .at = mark_of(text, *bad, begin),
      .path = path,
      .summary = byte == 0 ? std::string("the user data has a NUL byte")
                           : fmt::format("the user data is not UTF-8: byte 0x{:02x}, the {}. of the text",
                                         byte, *bad + 1),
      .expected = "text in UTF-8: user data is sent as text",
      .hint = hint_of(text)};
}

std::optional<Diagnostic> bad_beginning(const std::string& text, const SourceMark& begin,
                                        const std::string& path) {
  const auto at = mark_of(text, 0, begin);
  if (text.starts_with("\xef\xbb\xbf"))
    return Diagnostic{.severity = Severity::error,
                      .at = at,
                      .path = path,
                      .summary = "the user data begins with a byte order mark",
                      .expected = "#! or #cloud-config as its first bytes",
                      .hint = "save the file without a byte order mark"};
  const auto line = text.substr(0, text.find('\n'));
  if (line.starts_with("#!") && line.ends_with('\r'))
    return Diagnostic{
        .severity = Severity::error,
        .at = mark_of(text, line.size() - 1, begin),
        .path = path,
        .summary =
            "the line of the interpreter ends with a carriage return: no machine has a program of this name",
        .expected = "lines that end with a line feed alone",
        .hint = "save the file with Unix line ends"};
  const auto handled = std::any_of(kHandled.begin(), kHandled.end(),
                                   [&](std::string_view start) { return text.starts_with(start); });
  if (handled) return std::nullopt;
  return Diagnostic{.severity = Severity::warning,
                    .at = at,
                    .path = path,
                    .summary = "cloud-init runs no user data that begins with these bytes",
                    .expected = "#! and an interpreter, or #cloud-config, as its first bytes",
                    .hint = ""};
}

/// cloud-init runs nothing of a cloud-config that is no YAML. It accepts more of YAML than muster does, such
/// as merge keys and tags: only syntax counts.
std::optional<Diagnostic> no_cloud_config(const std::string& text, const SourceMark& begin,
                                          const std::string& path) {
  if (!text.starts_with("#cloud-config") || text.starts_with("#cloud-config-")) return std::nullopt;
  const auto file = parse_yaml(text, begin.file);
  const auto problem = std::find_if(file.problems.begin(), file.problems.end(), [](const Diagnostic& one) {
    return one.expected == "YAML" || one.expected == "spaces";
  });
  if (problem == file.problems.end()) return std::nullopt;
  const auto line = begin.line == 0 ? begin.line : begin.line + problem->at.line - 1;
  return Diagnostic{.severity = Severity::warning,
                    .at = {begin.file, line, problem->at.column},
                    .path = path,
                    .summary = "cloud-init ignores this cloud-config: " + problem->summary,
                    .expected = "YAML after the line #cloud-config",
                    .hint = ""};
}

}  // namespace

Diagnostics check_user_data(const std::string& text, const SourceMark& begin, const std::string& path) {
  Diagnostics problems;
  if (text.empty()) return problems;
  auto problem = not_text(text, begin, path);
  if (!problem) problem = bad_beginning(text, begin, path);
  if (!problem) problem = no_cloud_config(text, begin, path);
  if (problem) problems.push_back(*std::move(problem));
  return problems;
}

}  // namespace muster
