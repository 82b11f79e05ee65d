#include <catch2/catch.hpp>

#include "reconciler/adapters/schema/check_json.hpp"
#include "tests/support/workbench.hpp"

using namespace muster;

TEST_CASE("the reference fleet's policies come to what their tests say") {
  const Workbench bench;
  bench.copy_reference_fleet();
  const auto ran = bench.muster({"test"});
  INFO(ran.out << ran.err);
  CHECK(ran.code == 0);
  CHECK_THAT(ran.out, Catch::Contains("27 tests: 27 passed, 0 failed."));
  CHECK_THAT(ran.out, Catch::Contains("desired-state/policies/overload_test.yaml"));
}

TEST_CASE("a policy test that fails is told with its line, in every form") {
  const Workbench bench;
  bench.copy_reference_fleet();
  bench.replace("desired-state/policies/overload_test.yaml", "expect: [resize worker/1 to s-2vcpu-4gb]",
                "expect: [resize worker/1 to s-4vcpu-8gb]");
  const auto ran = bench.muster({"test", "--junit", "report.xml"});
  CHECK(ran.code == 1);
  CHECK_THAT(ran.out, Catch::Contains("27 tests: 26 passed, 1 failed."));
  CHECK_THAT(ran.out, Catch::Contains("FAIL   A size with no more memory does not help a full one"));
  CHECK_THAT(ran.out, Catch::Contains("desired-state/policies/overload_test.yaml:23:16"));
  CHECK_THAT(ran.out, Catch::Contains("expected  resize worker/1 to s-4vcpu-8gb"));
  CHECK_THAT(ran.out, Catch::Contains("actual    resize worker/1 to s-2vcpu-4gb"));
  const auto report = bench.read("report.xml");
  CHECK_THAT(report,
             Catch::Contains("<testsuites name=\"muster test\" tests=\"27\" failures=\"1\" errors=\"0\">"));
  CHECK_THAT(report, Catch::Contains("<failure message=\"expected resize worker/1 to s-4vcpu-8gb, got resize "
                                     "worker/1 to s-2vcpu-4gb\">"));
  CHECK_THAT(report, Catch::Contains("cpu 85% &gt; 80%") || Catch::Contains("memory 90% &gt; 85%"));
  const auto json = bench.muster({"test", "--format", "json"});
  CHECK(json.code == 1);
  const auto checked = check_json_text("test", json.out);
  INFO((checked ? json.out : checked.error().what));
  CHECK(checked.ok());
  CHECK_THAT(bench.muster({"test", "--format", "markdown"}).out,
             Catch::Contains("`desired-state/policies/overload_test.yaml:23:16`"));
}

TEST_CASE("a policy test that is no test says what is wrong with it, and none runs") {
  const Workbench bench;
  bench.copy_reference_fleet();
  bench.write("desired-state/broken_test.yaml",
              "apiVersion: muster/v1\nkind: PolicyTest\nspec:\n  policies: [overlaod]\n  tests:\n"
              "    - name: one\n      machines: [{ pool: wroker, size: s-1vcpu-2gb }]\n"
              "      readings: [{ of: worker/1, cpu: 2x normal }, { of: worker/1 }]\n"
              "      volumes: [{ of: worker/7, size: 5GiB }]\n      expect: [explode worker/1]\n");
  const auto ran = bench.muster({"test"});
  CHECK(ran.code == 1);
  CHECK(ran.out.empty());
  for (const char* message :
       {"broken_test.yaml:4", "there is no policy \"overlaod\"", "did you mean overload?",
        "there is no pool \"wroker\"", "a reading is a value, not a multiple of normal",
        "the reading has no value", "there is no machine worker/7 in this test", "explode"}) {
    CHECK_THAT(ran.err, Catch::Contains(message));
  }
}

TEST_CASE("a fleet without policy tests is told where they would stand") {
  const Workbench bench;
  bench.write(
      "desired-state/fleet.yaml",
      "apiVersion: muster/v1\nkind: Fleet\nmetadata: { name: bare }\nspec:\n  provider: digitalocean\n"
      "  regions: [nyc3]\n  pools: [{ name: worker, image: debian-12-x64, sizes: [s-1vcpu-1gb], max: 1 }]\n");
  const auto ran = bench.muster({"test"});
  CHECK(ran.code == 0);
  CHECK_THAT(ran.out, Catch::StartsWith("No policy tests in desired-state."));
}
