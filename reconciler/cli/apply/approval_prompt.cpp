#include "reconciler/cli/apply/approval_prompt.hpp"

#include <fmt/format.h>

#include <cstdlib>

#include "reconciler/core/base/joined.hpp"

namespace muster {

namespace {

/// For the journal. Everybody at this terminal can set it, so it is a name, not a proof.
std::string person_at_terminal() {
  const char* user = std::getenv("USER");
  return user && *user ? user : "person at the terminal";
}

Consent ask_person(Console& console) {
  Consent consent;
  consent.asked = true;
  const auto answer = ask(console, "\nApply these changes? Only \"yes\" applies them: ");
  if (answer == "yes") consent.by = person_at_terminal();
  return consent;
}

std::string how_many(const Verdict& verdict, const ApprovalResult& approval_result) {
  if (verdict.persons < 2) return "";
  return fmt::format(" by {} different people, {} so far", verdict.persons, approval_result.yes.size());
}

}  // namespace

Consent obtain_consent(const Verdict& verdict, const ApprovalResult& approval_result,
                       const ConsentOptions& terms, Console& console) {
  Consent consent;
  if (verdict.permission == Permission::refused) {
    consent.refusal = "the plan is refused: " + joined(verdict.reasons, "; ");
    return consent;
  }
  if (approval_result.stop) {
    consent.refusal = "the plan is rejected: " + *approval_result.stop + "; make a new one";
    return consent;
  }
  const bool may_ask = console.in_is_terminal && !terms.auto_approve;
  if (verdict.permission == Permission::needs_approval) {
    if (approval_result.approved_by(verdict.persons)) {
      consent.by = approval_result.names();
    } else if (terms.auto_approve && terms.is_sandbox) {
      consent.by = "--auto-approve";
    } else if (may_ask && !terms.signed_only) {
      return ask_person(console);
    } else {
      consent.refusal =
          "approval needed" + how_many(verdict, approval_result) + ": " + joined(verdict.reasons, "; ");
    }
    return consent;
  }
  if (terms.ask_always && may_ask) return ask_person(console);
  consent.by = "auto";
  return consent;
}

}  // namespace muster
