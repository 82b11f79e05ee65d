#include "reconciler/adapters/yaml/yaml_document.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include "reconciler/adapters/yaml/yaml_builder.hpp"
#include "reconciler/adapters/yaml/yaml_node.hpp"
#include "reconciler/core/base/utf8.hpp"

namespace muster {
namespace {

YamlBuilder::Place place_of(const YAML::Mark& mark) {
  if (mark.line < 0) return {};
  return {mark.line + 1, mark.column + 1};
}

/// Hands yaml-cpp's events to the builder.
class Events final : public YAML::EventHandler {
 public:
  explicit Events(YamlBuilder& builder) : builder_(builder) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ > 1)
      builder_.stop(place_of(mark), "a second document begins here", "one document a file",
                    "move what follows \"---\" into a file of its own");
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    builder_.null(place_of(mark), anchor);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    builder_.alias(place_of(mark), anchor);
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    check_tag(mark, tag);
    last_scalar_ = mark;
    builder_.scalar(place_of(mark), value, tag != "!" && tag != kCoreTag + "str", anchor);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    check_tag(mark, tag);
    builder_.begin(place_of(mark), YamlKind::sequence, anchor);
  }
  void OnSequenceEnd() override { builder_.end(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    check_tag(mark, tag);
    builder_.begin(place_of(mark), YamlKind::map, anchor);
  }
  void OnMapEnd() override { builder_.end(); }

  const YAML::Mark& last_scalar() const { return last_scalar_; }

 private:
  void check_tag(const YAML::Mark& mark, const std::string& tag) {
    static const char* const kKnown[] = {"str", "int", "float", "bool", "null", "map", "seq"};
    if (tag.empty() || tag == "?" || tag == "!") return;
    for (const auto* known : kKnown) {
      if (tag == kCoreTag + known) return;
    }
    builder_.report(place_of(mark), fmt::format("the tag \"{}\" is not supported", tag), "a plain value",
                    "remove the tag, or quote a value that begins with \"!\"");
  }

  inline static const std::string kCoreTag = "tag:yaml.org,2002:";
  YamlBuilder& builder_;
  YAML::Mark last_scalar_;
  int documents_ = 0;
};

/// Whether the scalar at `offset` begins with a quote that is never closed. yaml-cpp takes the end of the
/// file for the closing quote when it follows a line break; half a file must not pass for a whole one.
bool is_left_open(std::string_view text, std::size_t offset) {
  while (offset < text.size() && (text[offset] == '&' || text[offset] == '!')) {  // An anchor or a tag.
    offset = text.find_first_of(" \t\r\n", offset);
    offset = text.find_first_not_of(" \t\r\n", offset);
  }
  if (offset >= text.size() || (text[offset] != '"' && text[offset] != '\'')) return false;
  const char quote = text[offset];
  for (++offset; offset < text.size(); ++offset) {
    if (quote == '"' && text[offset] == '\\') {
      ++offset;
    } else if (text[offset] == quote) {
      if (quote == '"' || offset + 1 >= text.size() || text[offset + 1] != quote) return false;
      ++offset;
    }
  }
  return true;
}

Diagnostic about(const std::string& file, YamlBuilder::Place at, std::string summary, std::string expected,
                 std::string hint) {
  return {.severity = Severity::error,
          .at = {file, at.line, at.column},
          .path = "",
          .summary = std::move(summary),
          .expected = std::move(expected),
          .hint = std::move(hint)};
}

YamlBuilder::Place place_at(std::string_view text, std::size_t offset) {
  const auto before = text.substr(0, offset);
  const auto line_start = before.rfind('\n');
  const auto column = line_start == std::string_view::npos ? offset : offset - line_start - 1;
  return {static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1, static_cast<int>(column) + 1};
}

/// Returns the problems that make the bytes no YAML text.
Diagnostics check_bytes(std::string_view text, const std::string& file, const YamlLimits& limits) {
  if (text.size() > limits.bytes)
    return {about(file, {}, fmt::format("the file is larger than {} bytes", limits.bytes), "a smaller file",
                  "split it, or check that it is the right file")};
  if (const auto bad = first_invalid_utf8(text))
    return {about(file, place_at(text, *bad), "a byte that is not UTF-8 text", "text in UTF-8",
                  "save the file as UTF-8")};
  const auto control = std::find_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7f;
  });
  if (control == text.end()) return {};
  const auto offset = static_cast<std::size_t>(control - text.begin());
  return {about(file, place_at(text, offset),
                *control == '\0' ? "a NUL byte"
                                 : fmt::format("the control character 0x{:02x}", static_cast<int>(*control)),
                "text", "check that it is the right file")};
}

/// The column (from 0) of a tab before the first character of a line (from 0).
std::optional<std::size_t> tab_in_indentation(std::string_view text, int line) {
  for (int i = 0; i < line; ++i) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    text.remove_prefix(end + 1);
  }
  const auto tab = text.find_first_not_of(' ');
  if (tab == std::string_view::npos || text[tab] != '\t') return std::nullopt;
  return tab;
}

/// The message of yaml-cpp for a syntax error, with our advice.
Diagnostic syntax_error(const std::string& file, std::string_view text, const YAML::Exception& error) {
  if (const auto tab = tab_in_indentation(text, error.mark.line)) {
    return about(file, {error.mark.line + 1, static_cast<int>(*tab) + 1}, "a tab in the indentation",
                 "spaces", "indent with spaces");
  }
  struct Known {
    const char* theirs;
    const char* summary;
    const char* hint;
  };
  static const Known kKnown[] = {
      {"end of map not found", "the line does not fit the map around it",
       "check its indentation, and that each key is followed by \": \""},
      {"end of sequence not found", "the line does not fit the list around it",
       "begin each item with \"- \" at the same column"},
      {"end of map flow not found", "\"{\" without its \"}\"", "close it, with commas between the fields"},
      {"end of sequence flow not found", "\"[\" without its \"]\"",
       "close it, with commas between the items"},
      {"illegal map value", "\":\" where no value can stand", "quote a text that holds \": \""},
      {"illegal EOF in scalar", "a quoted text without its end", "add the closing quote"},
      {"illegal document indicator in scalar", "a quoted text without its end", "add the closing quote"},
      {"the referenced anchor is not defined", "the alias refers to an anchor that is not defined",
       "define it with & above"},
      {"unknown token", "a character that cannot begin a value", "quote the value"},
      {"illegal block entry", "\"- \" where no list can begin", "begin the list on a line of its own"},
  };
  for (const auto& known : kKnown) {
    if (error.msg.find(known.theirs) != std::string::npos)
      return about(file, place_of(error.mark), known.summary, "YAML", known.hint);
  }
  return about(file, place_of(error.mark), "not YAML: " + error.msg, "YAML", "");
}

void parse_into(YamlFile& result, std::string_view text, const YamlLimits& limits) {
  YamlBuilder builder(result.file, limits);
  Diagnostics fatal;
  try {
    Events events(builder);
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    bool any = false;
    while (parser.HandleNextDocument(events)) any = true;
    if (is_left_open(text, static_cast<std::size_t>(events.last_scalar().pos)))
      builder.stop(place_of(events.last_scalar()), "a quoted text without its end", "a closing quote",
                   "add the quote that closes it");
    result.root = builder.take_root();
    if (!any || result.root.is_null())
      fatal.push_back(about(result.file, {}, "the file is empty", "a document", ""));
  } catch (const YamlStop& stop) {
    fatal.push_back(stop.problem);
  } catch (const YAML::Exception& error) {
    fatal.push_back(syntax_error(result.file, text, error));
  } catch (const std::exception& error) {
    fatal.push_back(about(result.file, {}, std::string("not YAML: ") + error.what(), "YAML", ""));
  }
  result.problems = builder.take_problems();
  if (!fatal.empty()) result.root = {};
  result.problems.insert(result.problems.end(), fatal.begin(), fatal.end());
}

}  // namespace

YamlFile parse_yaml(std::string_view text, const std::string& file_name, const YamlLimits& limits) {
  YamlFile result{.file = file_name};
  result.problems = check_bytes(text, file_name, limits);
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  if (result.problems.empty()) parse_into(result, text, limits);
  return result;
}

YamlFile read_yaml_file(const std::string& path, const YamlLimits& limits) {
  const auto unreadable = [&path](const std::string& why) {
    return YamlFile{path, {}, {about(path, {}, "the file cannot be read: " + why, "a readable file", "")}};
  };
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) return unreadable("it is a folder");
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return unreadable(std::strerror(errno));
  // One byte more than the limit shows that the file is larger.
  std::string text(limits.bytes + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (stream.bad()) return unreadable("the disk reported an error");
  text.resize(static_cast<std::size_t>(stream.gcount()));
  return parse_yaml(text, path, limits);
}

}  // namespace muster
