#pragma once

#include <optional>
#include <string>

#include "reconciler/cli/console/console.hpp"
#include "reconciler/core/plan/plan.hpp"
#include "reconciler/core/plan/weigh_approvals.hpp"

namespace muster {

/// How a yes to a plan may be come by.
struct ConsentTerms {
  bool auto_approve = false;  ///< --auto-approve was said.
  bool practice = false;      ///< The cloud is on this machine: --auto-approve is a person's yes there.
  bool ask_always = false;    ///< On a terminal, ask even about what the rules allow.
  bool signed_only = false;   ///< Approvers are declared: a yes that is only typed has no name.
};

/// On whose word a plan is carried out, or why it is not.
struct Consent {
  std::optional<std::string> by;  ///< "auto", or who said yes; nullopt: nobody did.
  std::string refusal;            ///< Why not; a sentence without final stop. Empty when it was declined.
  bool asked = false;             ///< A person was asked, so time has passed.
};

/// Asks the rules first, then what people signed, then, where they want a person and nobody has a key, the
/// person at the terminal. No flag and no approval lifts a refusal; a rejection stops even what the rules
/// allow.
Consent obtain_consent(const Verdict& verdict, const Weighed& weighed, const ConsentTerms& terms,
                       Console& console);

}  // namespace muster
