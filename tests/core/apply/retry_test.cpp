#include "reconciler/core/apply/retry.hpp"

#include <catch2/catch.hpp>
#include <set>

using namespace muster;

namespace {

const ChangeId kTried("c-1");

const char* verdict(const NextTry& next) {
  if (const auto* look = std::get_if<VerifyFirst>(&next)) return look->then_repeat ? "look" : "only look";
  static constexpr const char* kWords[] = {"again", "look", "already so", "give up"};
  return kWords[next.index()];
}

}  // namespace

TEST_CASE("what a failure asks for, by kind, call and attempt") {
  const Operation create = call::CreateMachine{};
  const Operation off = call::PowerOff{};
  const Operation on = call::PowerOn{};
  const Operation tag = call::EnsureTag{};
  const Operation destroy = call::DestroyMachine{};
  struct Row {
    const char* that;
    ErrorKind kind;
    const Operation& operation;
    int attempt;
    const char* next;
  };
  for (const auto& row : {
           Row{"a create whose answer is lost is looked for", ErrorKind::unknown_outcome, create, 1, "look"},
           Row{"a create that timed out is looked for", ErrorKind::timeout, create, 1, "look"},
           Row{"in the end it is only looked for", ErrorKind::unknown_outcome, create, 6, "only look"},
           Row{"an idempotent call is simply repeated", ErrorKind::unknown_outcome, tag, 1, "again"},
           Row{"but not for ever", ErrorKind::unknown_outcome, tag, 6, "give up"},
           Row{"nothing sent is sent again", ErrorKind::io, create, 5, "again"},
           Row{"nothing sent gives up in the end", ErrorKind::io, create, 6, "give up"},
           Row{"too fast is patient", ErrorKind::rate_limited, create, 19, "again"},
           Row{"too fast gives up in the end", ErrorKind::rate_limited, create, 20, "give up"},
           Row{"busy is looked at and tried again", ErrorKind::conflict, off, 19, "look"},
           Row{"busy for ever is only looked at", ErrorKind::conflict, off, 20, "only look"},
           Row{"a name that is taken may be ours", ErrorKind::conflict, create, 1, "look"},
           Row{"a refusal may mean that it is so already", ErrorKind::invalid, off, 1, "only look"},
           Row{"a create that is wrong stays wrong", ErrorKind::invalid, create, 1, "give up"},
           Row{"a wrong tag stays wrong", ErrorKind::invalid, tag, 1, "give up"},
           Row{"what does not exist need not be destroyed", ErrorKind::not_found, destroy, 1, "already so"},
           Row{"what does not exist is off", ErrorKind::not_found, off, 1, "already so"},
           Row{"what does not exist may not be seen yet", ErrorKind::not_found, on, 3, "again"},
           Row{"what does not exist does not exist", ErrorKind::not_found, on, 4, "give up"},
           Row{"denied is held against a look, and not repeated", ErrorKind::denied, create, 1, "only look"},
           Row{"denied where nothing can be looked at", ErrorKind::denied, tag, 1, "give up"},
           Row{"no capacity", ErrorKind::unavailable, create, 1, "give up"},
           Row{"quota", ErrorKind::quota, create, 1, "give up"},
           Row{"unsupported", ErrorKind::unsupported, off, 1, "give up"},
           Row{"cancelled", ErrorKind::cancelled, off, 1, "give up"},
           Row{"fenced off", ErrorKind::fenced, off, 1, "give up"},
       }) {
    DYNAMIC_SECTION(row.that) {
      const Error error{row.kind, "x", {}};
      CHECK(verdict(next_try(error, row.operation, row.attempt, kTried, RetryLimits{})) ==
            std::string(row.next));
    }
  }
}

TEST_CASE("waits are drawn below a ceiling that doubles up to its top") {
  const RetryLimits limits;
  for (int change = 0; change < 50; ++change) {
    const ChangeId id("c-" + std::to_string(change));
    for (int attempt = 1; attempt <= 40; ++attempt) {
      const auto wait = backoff(attempt, id, limits);
      CHECK(wait >= 0ms);
      CHECK(wait <= limits.longest_wait);
      if (attempt <= 6) CHECK(wait <= limits.first_wait * (1 << (attempt - 1)));
      CHECK(wait == backoff(attempt, id, limits));
    }
  }
}

TEST_CASE("changes that fail together do not come back together") {
  std::set<Duration> waits;
  for (int change = 0; change < 100; ++change)
    waits.insert(backoff(6, ChangeId("c-" + std::to_string(change)), RetryLimits{}));
  CHECK(waits.size() > 90);
}

TEST_CASE("the cloud's word on when to come back is kept") {
  const Error told{ErrorKind::rate_limited, "slow down", Duration(7s)};
  const auto next = next_try(told, call::EnsureTag{}, 1, kTried, RetryLimits{});
  CHECK(std::get<TryAgain>(next).wait >= 7s);
  CHECK(std::get<TryAgain>(next).wait < 8s);
}
