#include "reconciler/cli/applying/consent.hpp"

#include <cstdlib>

namespace muster {

namespace {

std::string joined(const std::vector<std::string>& reasons) {
  std::string text;
  for (const auto& reason : reasons) text += (text.empty() ? "" : "; ") + reason;
  return text;
}

/// For the journal; whoever can type on this terminal can also set it, so it is a name, not a proof.
std::string person_at_terminal() {
  const char* user = std::getenv("USER");
  return user && *user ? user : "person at the terminal";
}

Consent ask_person(Console& console) {
  Consent consent;
  consent.asked = true;
  const auto answer = ask(console, "\nCarry out these changes? Only \"yes\" goes ahead: ");
  if (answer == "yes") consent.by = person_at_terminal();
  return consent;
}

}  // namespace

Consent obtain_consent(const Verdict& verdict, const ConsentTerms& terms, Console& console) {
  Consent consent;
  switch (verdict.permission) {
    case Permission::refused:
      consent.refusal = "the plan is refused: " + joined(verdict.reasons);
      return consent;
    case Permission::needs_approval:
      if (terms.auto_approve && terms.practice) {
        consent.by = "--auto-approve";
        return consent;
      }
      if (console.in_is_terminal && !terms.auto_approve) return ask_person(console);
      consent.refusal = "approval needed: " + joined(verdict.reasons);
      return consent;
    case Permission::allowed:
    case Permission::nothing_to_do:
      if (terms.ask_always && console.in_is_terminal && !terms.auto_approve) return ask_person(console);
      consent.by = "auto";
      return consent;
  }
  return consent;
}

}  // namespace muster
