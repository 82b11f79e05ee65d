#include "reconciler/cli/apply/approval_prompt.hpp"

#include <catch2/catch.hpp>
#include <sstream>

using namespace muster;

namespace {

struct Asked {
  Consent consent;
  std::string shown;
};

Asked ask_with(Permission permission, ConsentOptions terms, bool terminal, const std::string& typed,
               const ApprovalResult& approval_result = {}, int persons = 1) {
  std::ostringstream out, err;
  std::istringstream in(typed);
  Console console{.out = out, .err = err, .in = in};
  console.in_is_terminal = terminal;
  const Verdict verdict{permission, {"the month would cost $60.00 more"}, persons};
  auto consent = obtain_consent(verdict, approval_result, terms, console);
  return {std::move(consent), err.str()};
}

}  // namespace

TEST_CASE("who must say yes to a plan") {
  constexpr bool terminal = true, script = false;
  struct Row {
    const char* that;
    Permission permission;
    bool auto_approve, is_sandbox, ask_always, at;
    const char* typed;
    bool goes_ahead, asked;
  };
  for (const auto& row : {
           Row{"what the rules allow runs in a script", Permission::allowed, false, false, true, script, "",
               true, false},
           Row{"on a terminal even that is asked", Permission::allowed, false, false, true, terminal, "yes\n",
               true, true},
           Row{"a saved plan that is allowed is not asked", Permission::allowed, false, false, false,
               terminal, "", true, false},
           Row{"--auto-approve does not ask", Permission::allowed, true, false, true, terminal, "", true,
               false},
           Row{"only the exact word counts", Permission::allowed, false, false, true, terminal, "y\n", false,
               true},
           Row{"Yes is not yes", Permission::allowed, false, false, true, terminal, "Yes\n", false, true},
           Row{"no answer is no", Permission::allowed, false, false, true, terminal, "", false, true},
           Row{"a script cannot approve", Permission::needs_approval, false, false, true, script, "yes\n",
               false, false},
           Row{"a person can", Permission::needs_approval, false, false, false, terminal, "yes\n", true,
               true},
           Row{"--auto-approve approves on the sandbox", Permission::needs_approval, true, true, true, script,
               "", true, false},
           Row{"--auto-approve approves nothing that costs", Permission::needs_approval, true, false, true,
               script, "", false, false},
           Row{"no flag lifts a refusal", Permission::refused, true, true, true, script, "", false, false},
           Row{"no person lifts a refusal", Permission::refused, false, true, true, terminal, "yes\n", false,
               false},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto [consent, shown] = ask_with(
          row.permission, {row.auto_approve, row.is_sandbox, row.ask_always, false}, row.at, row.typed);
      CHECK(consent.by.has_value() == row.goes_ahead);
      CHECK(consent.asked == row.asked);
      CHECK(shown.empty() != row.asked);
      if (!row.goes_ahead && !row.asked) CHECK_THAT(consent.refusal, Catch::Contains("$60.00 more"));
    }
  }
}

TEST_CASE("what people signed is a yes, and a signed no stops everything") {
  const auto said = [](std::vector<std::string> yes, std::optional<std::string> stop = std::nullopt) {
    ApprovalResult approval_result;
    approval_result.yes = std::move(yes);
    approval_result.stop = std::move(stop);
    return approval_result;
  };
  const ConsentOptions script{}, signed_only{.signed_only = true};
  const auto needs = Permission::needs_approval;
  CHECK(ask_with(needs, script, false, "", said({"ada"})).consent.by == "ada");
  CHECK(ask_with(needs, script, false, "", said({"ada", "bo"}), 2).consent.by == "ada and bo");
  CHECK(ask_with(Permission::allowed, script, false, "", said({})).consent.by == "auto");

  const auto one_of_two = ask_with(needs, script, false, "", said({"ada"}), 2);
  CHECK_FALSE(one_of_two.consent.by);
  CHECK_THAT(one_of_two.consent.refusal, Catch::Contains("by 2 different people, 1 so far"));
  const auto refused = ask_with(Permission::refused, script, false, "", said({"ada"}));
  CHECK_FALSE(refused.consent.by);
  const auto rejected = ask_with(Permission::allowed, script, false, "", said({}, "bo said no: too dear"));
  CHECK_FALSE(rejected.consent.by);
  CHECK_THAT(rejected.consent.refusal, Catch::Contains("bo said no: too dear"));

  const auto typed = ask_with(needs, signed_only, true, "yes\n");
  CHECK_FALSE(typed.consent.by);
  CHECK_FALSE(typed.consent.asked);
}
