#include "reconciler/cli/doctor/local_checks.hpp"

#include <fmt/format.h>

#include "reconciler/adapters/file_io/private_files.hpp"
#include "reconciler/cli/approve/signer.hpp"
#include "reconciler/core/base/text/plural.hpp"
#include "reconciler/engine/verify_journal.hpp"

namespace muster {

DoctorFindings findings_of(const Diagnostics& diagnostics, const std::string& check) {
  DoctorFindings findings;
  for (const auto& one : diagnostics) {
    auto cure = one.hint;
    if (cure.empty() && !one.expected.empty()) cure = "expected is " + one.expected;
    findings.push_back(
        {.state = one.severity == Severity::error ? FindingState::problem : FindingState::warning,
         .check = check,
         .message = fmt::format("{}: {}", to_string(one.at), one.summary),
         .cure = std::move(cure)});
  }
  return findings;
}

DoctorFindings check_base(const Result<GoverningRules>& rules) {
  using Source = GoverningRules::Source;
  if (!rules) {
    return {{.state = FindingState::problem,
             .check = "base",
             .message = rules.error().what,
             .cure = "fetch the base branch, or name it with --base"}};
  }
  switch (rules->source) {
    case Source::committed:
      return {{.check = "base", .message = "the approval rules are those of " + rules->described()}};
    case Source::uncommitted:
    case Source::unknown:
      return {{.state = FindingState::warning,
               .check = "base",
               .message = "every plan needs an approval: " + rules->why,
               .cure = "commit the fleet file to the base branch, or name the branch with --base"}};
    case Source::files:
      return {{.state = FindingState::warning,
               .check = "base",
               .message = "the folder is not in git: whoever writes its files changes the approval rules",
               .cure = "keep the folder in a git repository whose base branch is protected"}};
  }
  return {};
}

DoctorFindings check_key_files(const ApprovalRules& rules) {
  DoctorFindings findings;
  for (const auto& approver : rules.approvers) {
    const auto file = usual_key_file(approver.name);
    if (!file) continue;
    const auto closed = only_its_owner_reads(*file);
    if (closed) continue;
    findings.push_back({.state = FindingState::problem,
                        .check = "approvers",
                        .message = closed.error().what,
                        .cure = "chmod 600 " + *file});
  }
  return findings;
}

DoctorFindings check_store(Store& store, const std::string& file) {
  const auto checked = check_journal(store, "");
  if (!checked) {
    return {{.state = FindingState::problem,
             .check = "store",
             .message = checked.error().what,
             .cure = "docs/reference/security.md names the files of the store"}};
  }
  DoctorFindings findings;
  if (checked->broken) {
    findings.push_back({.state = FindingState::problem,
                        .check = "store",
                        .message = fmt::format("entry {} of the journal is not as it was written: {}",
                                               checked->broken->sequence, checked->broken->what),
                        .cure = "muster history --verify; somebody or a fault changed " + file});
  }
  if (const auto closed = only_its_owner_reads(file); !closed) {
    findings.push_back({.state = FindingState::warning,
                        .check = "store",
                        .message = closed.error().what,
                        .cure = "chmod 600 " + file});
  }
  if (findings.empty())
    findings.push_back({.check = "store",
                        .message = fmt::format("{}: the journal is intact ({})", file,
                                               plural(checked->head.sequence, "entry", "entries"))});
  return findings;
}

}  // namespace muster
