#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/cli/views/diagnostics/diagnostics_views.hpp"

namespace muster {

namespace {

void write_text(JsonWriter& out, const char* key, const std::string& value) {
  if (!value.empty()) out.key(key).text(value);
}

void write(JsonWriter& out, const CodedDiagnostic& coded) {
  const auto& problem = coded.problem;
  out.begin_object();
  out.key("code").text(coded.code);
  out.key("severity").text(problem.severity == Severity::error ? "error" : "warning");
  out.key("summary").text(problem.summary);
  write_text(out, "detail", problem.expected.empty() ? "" : "expected " + problem.expected);
  write_text(out, "expected", problem.expected);
  write_text(out, "hint", problem.hint);
  write_text(out, "path", problem.path);
  if (!problem.at.file.empty()) {
    out.key("range").begin_object().key("filename").text(problem.at.file);
    if (problem.at.line > 0) {
      out.key("start").begin_object().key("line").integer(problem.at.line);
      out.key("column").integer(problem.at.column).end_object();
    }
    out.end_object();
  }
  out.end_object();
}

void write_all(JsonWriter& out, const std::vector<CodedDiagnostic>& diagnostics) {
  std::int64_t errors = 0;
  for (const auto& each : diagnostics) errors += each.problem.severity == Severity::error ? 1 : 0;
  out.begin_object();
  out.key("format_version").text("1.0");
  out.key("valid").boolean(errors == 0);
  out.key("error_count").integer(errors);
  out.key("warning_count").integer(static_cast<std::int64_t>(diagnostics.size()) - errors);
  out.key("diagnostics").begin_array();
  for (const auto& problem : diagnostics) write(out, problem);
  out.end_array().end_object();
}

}  // namespace

std::string coded_diagnostics_json(const std::vector<CodedDiagnostic>& diagnostics) {
  JsonWriter out;
  write_all(out, diagnostics);
  return std::move(out).finish();
}

std::string diagnostics_json_line(const std::vector<CodedDiagnostic>& diagnostics) {
  JsonWriter out(JsonLayout::compact);
  write_all(out, diagnostics);
  return std::move(out).finish() + "\n";
}

std::string diagnostics_json(const Diagnostics& diagnostics) {
  std::vector<CodedDiagnostic> coded;
  for (const auto& problem : diagnostics) coded.push_back({kDeclaredFiles, problem});
  return coded_diagnostics_json(coded);
}

}  // namespace muster
