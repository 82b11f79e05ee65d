#include "reconciler/cli/views/plan/plan_notes.hpp"

#include <catch2/catch.hpp>

using namespace muster;

TEST_CASE("a fact that several rules miss is noted once") {
  Decision decision;
  decision.notes = {"2 of 3 do not report cpu: worker/2 (missing), worker/3 (stale)",
                    "2 of 3 machines do not report cpu: worker/2 (missing), worker/3 (stale)",
                    "no baseline yet for response_time of worker",
                    "2 of 3 machines do not report memory: worker/2 (missing)",
                    "1 of 3 machines do not report cpu: worker/2 (missing)",
                    "no baseline yet for response_time of worker",
                    ""};
  CHECK(notes_of(decision) ==
        std::vector<std::string>{"2 of 3 do not report cpu: worker/2 (missing), worker/3 (stale)",
                                 "no baseline yet for response_time of worker",
                                 "2 of 3 machines do not report memory: worker/2 (missing)",
                                 "1 of 3 machines do not report cpu: worker/2 (missing)"});
}
