#include "tests/architecture/declarations.hpp"

#include <algorithm>
#include <regex>

namespace muster::architecture {
namespace {

std::string trimmed(const std::string& text) {
  const auto from = text.find_first_not_of(' ');
  return from == std::string::npos ? "" : text.substr(from, text.find_last_not_of(' ') - from + 1);
}

class HeaderReader {
 public:
  explicit HeaderReader(const SourceFile& header) : header_(header) {}

  std::vector<Declaration> read() {
    for (const auto& line : header_.lines) {
      ++number_;
      read_line(line.size() - std::min(line.size(), line.find_first_not_of(' ')), trimmed(line),
                line.find_first_not_of(' '));
    }
    return std::move(found_);
  }

 private:
  struct Scope {
    std::size_t indent = 0;
    bool is_public = true;
  };

  void read_line(std::size_t length, const std::string& line, std::size_t indent) {
    if (length == 0) {
      doc_.clear();
      text_.clear();
      in_block_ = in_block_ && in_body_;
      return;
    }
    if (in_body_) {
      if (indent == begin_ && line.front() == '}') in_body_ = false;
      return;
    }
    if (line.starts_with("/// ") || line == "///") return read_block(line);
    in_block_ = false;
    if (line.starts_with("///<")) {
      if (!found_.empty()) found_.back().doc += " " + line.substr(4);
      return;
    }
    if (line.starts_with("//") || line.starts_with("#") || line.starts_with("template <")) return;
    read_code(line, indent);
  }

  void read_block(const std::string& line) {
    if (!in_block_) doc_.clear();
    in_block_ = true;
    doc_ += " " + trimmed(line.substr(3));
  }

  void read_code(const std::string& line, std::size_t indent) {
    const auto trailing = line.find("///<");
    const auto code = trimmed(line.substr(0, std::min(trailing, line.find("  // "))));
    if (read_scope(code, indent)) return;
    if (text_.empty()) {
      first_ = number_;
      begin_ = indent;
    }
    text_ += (text_.empty() ? "" : " ") + code;
    if (!code.ends_with(';') && !code.ends_with('{') && !code.ends_with('}')) return;
    in_body_ = code.ends_with('{');
    const auto note = trailing == std::string::npos ? "" : " " + line.substr(trailing + 4);
    if (std::all_of(scopes_.begin(), scopes_.end(), [](const Scope& scope) { return scope.is_public; }))
      found_.push_back({header_.path, first_, without_body(text_), doc_ + note});
    text_.clear();
  }

  /// Whether the line is the begin or the end of a class, or a label such as "private:".
  bool read_scope(const std::string& code, std::size_t indent) {
    static const std::regex begin(R"(^(class|struct|enum|union|namespace)\b[^;()]*\{$)");
    std::smatch kind;
    if (code == "public:" || code == "private:" || code == "protected:") {
      if (!scopes_.empty()) scopes_.back().is_public = code == "public:";
    } else if (text_.empty() && std::regex_match(code, kind, begin)) {
      scopes_.push_back({indent, kind[1] != "class" && kind[1] != "enum"});
    } else if (text_.empty() && code.starts_with('}')) {
      while (!scopes_.empty() && scopes_.back().indent >= indent) scopes_.pop_back();
      return true;
    } else {
      return false;
    }
    doc_.clear();
    return true;
  }

  static std::string without_body(const std::string& text) {
    static const std::regex body(R"(\)[^(){}]*\{)");
    std::smatch at;
    return std::regex_search(text, at, body) ? text.substr(0, at.position() + at.length()) : text;
  }

  const SourceFile& header_;
  std::vector<Declaration> found_{};
  std::vector<Scope> scopes_{};
  std::string doc_{};
  std::string text_{};
  std::size_t number_ = 0;
  std::size_t first_ = 0;
  std::size_t begin_ = 0;
  bool in_block_ = false;
  bool in_body_ = false;
};

}  // namespace

std::vector<Declaration> declarations_of(const SourceFile& header) {
  return HeaderReader(header).read();
}

std::vector<Declaration> product_declarations() {
  std::vector<Declaration> all;
  for (const auto& file : read_source_tree()) {
    if (file.path.starts_with("tests/") || !file.path.ends_with(".hpp")) continue;
    for (auto& one : declarations_of(file)) all.push_back(std::move(one));
  }
  return all;
}

}  // namespace muster::architecture
