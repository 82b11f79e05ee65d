// A caller must know how a function fails, and in which unit a number is, without reading the source.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cctype>
#include <regex>
#include <set>

#include "tests/architecture/declarations.hpp"

using namespace muster::architecture;

namespace {

/// The kinds of errors, from the enum itself, as alternatives of a regular expression.
std::string error_kinds() {
  std::string kinds;
  for (const auto& file : read_source_tree()) {
    if (file.path != "reconciler/core/base/result.hpp") continue;
    bool inside = false;
    static const std::regex name(R"(^  (\w+),)");
    for (const auto& line : file.lines) {
      std::smatch kind;
      if (line.starts_with("enum class ErrorKind")) inside = true;
      if (line == "};") inside = false;
      if (inside && std::regex_search(line, kind, name)) kinds += (kinds.empty() ? "" : "|") + kind[1].str();
    }
  }
  return kinds;
}

bool returns_result(const Declaration& one) {
  static const std::regex result(
      R"(^(virtual |static |inline |constexpr |\[\[nodiscard\]\] )*Result<.*>\s+[\w:]+\(.*)");
  // An override has the errors of the function that it overrides.
  return std::regex_match(one.text, result) && one.text.find(" override") == std::string::npos;
}

/// Whether the text says that the function can fail, and with which kind, or which function fails alike.
bool names_its_errors(const std::string& doc) {
  static const std::regex fails(R"(\b(fails?|errors?)\b)", std::regex::icase);
  static const std::regex named(
      "\\b(" + error_kinds() + R"()\b|\bfails? as\b|\bnever fails\b|\berrors? of\b)", std::regex::icase);
  return std::regex_search(doc, fails) && std::regex_search(doc, named);
}

/// The words of a name: "kPerPage" has "k", "per" and "page".
std::vector<std::string> words_of(const std::string& name) {
  std::vector<std::string> words(1);
  for (const char c : name) {
    if (c == '_' || std::isupper(static_cast<unsigned char>(c)) != 0) words.emplace_back();
    if (c != '_') words.back() += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return words;
}

/// Whether a name carries its unit: a word such as `gib`, a plural that is counted, or an identifier.
bool carries_a_unit(const std::string& name) {
  static const std::set<std::string> units = {
      "gib",    "mib",      "kib",    "bytes", "percent",  "seconds",    "minutes", "hours",   "days",
      "ms",     "milli",    "micros", "vcpus", "vcpu",     "tenths",     "ticks",   "tick",    "bins",
      "bin",    "count",    "number", "total", "sequence", "attempt",    "year",    "month",   "weekday",
      "id",     "port",     "index",  "line",  "column",   "columns",    "offset",  "width",   "length",
      "pid",    "position", "socket", "inode", "device",   "descriptor", "code",    "version", "status",
      "anchor", "droplet",  "node",   "argc",  "seed"};
  const auto words = words_of(name);
  return std::any_of(words.begin(), words.end(), [](const std::string& word) {
    return units.contains(word) || (word.size() > 3 && word.ends_with('s') && !word.ends_with("ss"));
  });
}

/// Whether a text names a unit, a kind of counted things, or an identifier.
bool names_a_unit(const std::string& doc) {
  static const std::regex unit(
      R"(%|\b((nano|micro|milli)?seconds?|minutes?|hours?|days?|months?|percent|[GMK]iB|bytes?|shares?|ratio|)"
      R"(factor|multiples?|numbers?|counts?|counter|ind(ex|ices)|positions?|vCPUs?|thousandths|(micro-)?dollars|)"
      R"(times|points?|ticks?|bins?|columns?|characters?|bits?|units?|descriptors?|errno|port|mode|sequence|)"
      R"(seed|score|quantile|probability|utilisation|ids?|price|weight|speed|machines|agents|readings|samples|)"
      R"(subjects|evaluations|requests|updates|creates|destroys|status|objects|kind|region|hash|Terraform)\b)",
      std::regex::icase);
  return std::regex_search(doc, unit);
}

/// The names of the parameters and fields of a declaration that are plain numbers.
std::vector<std::string> plain_numbers(const std::string& text) {
  static const std::string number =
      "(double|float|int|unsigned|long|short|(std::)?u?int(8|16|32|64)_t|(std::)?size_t|mode_t|pid_t)";
  static const std::regex named("(^|[ (,<])(std::optional<" + number + ">|" + number +
                                R"()[&*]?\s+(\w+)(?=\s*([;,={)\[]|$)))");
  std::vector<std::string> names;
  for (std::sregex_iterator at(text.begin(), text.end(), named), end; at != end; ++at) {
    const auto& all = *at;
    names.push_back(all[all.size() - 2].str());
  }
  return names;
}

}  // namespace

TEST_CASE("every public function that returns a Result names its errors") {
  std::size_t results = 0;
  for (const auto& one : product_declarations()) {
    if (!returns_result(one)) continue;
    ++results;
    if (!names_its_errors(one.doc))
      FAIL_CHECK(one.path << ":" << one.line << " does not name its errors: " << one.text);
  }
  CHECK(results > 250);
}

TEST_CASE("every public number that has no type of its own names its unit") {
  std::size_t numbers = 0;
  for (const auto& one : product_declarations()) {
    if (one.text.starts_with("using ") || one.text.find(" override") != std::string::npos) continue;
    for (const auto& name : plain_numbers(one.text)) {
      ++numbers;
      if (!carries_a_unit(name) && !names_a_unit(one.doc))
        FAIL_CHECK(one.path << ":" << one.line << " has no unit for " << name << ": " << one.text);
    }
  }
  CHECK(numbers > 650);
}

TEST_CASE("a docstring that is missing is found") {
  const SourceFile header{
      "reconciler/core/a.hpp",
      {"/// Opens it. Fails with io.", "Result<Done> open(int fd_count);", "Result<Done> again();", "",
       "Result<Done> close();", "class A {", " public:", "  /// Fails as open does.",
       "  Result<int> read() const {", "    int hidden = 0;", "    return hidden;", "  }",
       "  double fill = 0;", "  int pages = 0;", " private:", "  Result<Done> secret();",
       "  double waste = 0;", "};", "double used = 0;  ///< Share of the whole."},
      {},
      {}};
  std::vector<std::string> nameless, unitless;
  for (const auto& one : declarations_of(header)) {
    if (returns_result(one) && !names_its_errors(one.doc)) nameless.push_back(one.text);
    for (const auto& name : plain_numbers(one.text))
      if (!carries_a_unit(name) && !names_a_unit(one.doc)) unitless.push_back(name);
  }
  CHECK(nameless == std::vector<std::string>{"Result<Done> close();"});
  CHECK(unitless == std::vector<std::string>{"fill"});
}
