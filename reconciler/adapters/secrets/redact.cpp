#include "reconciler/adapters/secrets/redact.hpp"

#include <re2/re2.h>

#include <memory>
#include <vector>

namespace muster {
namespace {

struct Rule {
  std::unique_ptr<re2::RE2> shape;
  const char* rewrite;
};

Rule rule(const char* shape, const char* rewrite) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_dot_nl(true);
  return {std::make_unique<re2::RE2>(shape, options), rewrite};
}

const std::vector<Rule>& rules() {
  static const std::vector<Rule> all = [] {
    std::vector<Rule> list;
    list.push_back(rule(R"(-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----.*?(-----END [A-Z0-9 ]*PRIVATE KEY-----|\z))",
                        "(hidden)"));
    // Whole words that are secrets by their form.
    list.push_back(rule(R"(\b(do[opr]_v1_|mnt_|gh[pousr]_|github_pat_|glpat-|xox[abprs]-)[A-Za-z0-9_\-]{8,})",
                        "(hidden)"));
    list.push_back(rule(R"(\b(AKIA|ASIA)[A-Z0-9]{12,})", "(hidden)"));
    // The text after a scheme of HTTP.
    list.push_back(rule(R"((?i)\b(bearer|basic)(\s+|%20|\+)[A-Za-z0-9._~+/=\-%]{6,})", "\\1 (hidden)"));
    // https://user:password@host
    list.push_back(rule(R"((://[^/\s:@"']*):[^/\s@"']+@)", "\\1:(hidden)@"));
    // https://token@host: no name of a person is needed there.
    list.push_back(rule(R"((?i)(\bhttps?://)[^/\s:@"']{8,}@)", "\\1(hidden)@"));
    // "token": "...", password=..., X-Api-Key: ...
    list.push_back(rule(
        R"re((?i)(\b[a-z0-9_\-]*(?:token|password|passwd|passphrase|secret|api[_-]?key|access[_-]?key|private[_-]?key)["']?\s*[:=]\s*["'])[^"']{4,}(["']))re",
        "\\1(hidden)\\2"));
    list.push_back(rule(
        R"re((?i)(\b[a-z0-9_\-]*(?:token|password|passwd|passphrase|secret|api[_-]?key|access[_-]?key|signature)=)[^\s&"',;()]{4,})re",
        "\\1(hidden)"));
    return list;
  }();
  return all;
}

}  // namespace

std::string redacted(std::string text) {
  for (const auto& each : rules()) re2::RE2::GlobalReplace(&text, *each.shape, each.rewrite);
  return text;
}

}  // namespace muster
