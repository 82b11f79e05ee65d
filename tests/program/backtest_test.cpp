#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cmath>

#include "reconciler/adapters/schema/check_json.hpp"
#include "reconciler/core/base/time.hpp"
#include "tests/support/workbench.hpp"

using namespace muster;

namespace {

/// Four days of a load that breathes with the day, a sample every five minutes.
std::string breathing_load() {
  std::string csv = "timestamp,value\n";
  const auto start = *parse_instant("2026-11-01T00:00:00Z");
  for (int i = 0; i < 4 * 288; ++i) {
    const double value = 100 + 60 * std::sin(2 * 3.14159265358979 * i / 288);
    csv += fmt::format("{},{:.3f}\n", format_instant(start + i * 5min), value);
  }
  return csv;
}

}  // namespace

TEST_CASE("backtest scores known ways of scaling on a recorded load") {
  const Workbench bench;
  bench.write("load.csv", breathing_load());
  SECTION("as JSON under its schema") {
    const auto ran = bench.muster({"backtest", "--trace", "load.csv", "--json"});
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    const auto checked = check_json_text("backtest", ran.out);
    INFO((checked ? ran.out : checked.error().what));
    CHECK(checked.ok());
  }
  SECTION("as a table with the chosen policies and the oracle") {
    const auto ran = bench.muster({"backtest", "--trace", "load.csv", "--policy", "hpa-tuned"});
    REQUIRE(ran.code == 0);
    CHECK_THAT(ran.out, Catch::Contains("load: 4.0 days, steady"));
    CHECK_THAT(ran.out,
               Catch::Contains("hpa-tuned") && Catch::Contains("oracle") && !Catch::Contains("aws-tt"));
  }
  SECTION("as a picture of cost against overload for each price of overload") {
    const auto ran =
        bench.muster({"backtest", "--trace", "load.csv", "--policy", "muster", "--frontier", "frontier.svg"});
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    const auto picture = bench.read("frontier.svg");
    CHECK_THAT(picture, Catch::StartsWith("<svg ") && Catch::EndsWith("</svg>\n"));
    CHECK_THAT(picture, Catch::Contains("Cost against overload: load") &&
                            Catch::Contains("2026-11-01 to 2026-11-04") &&
                            Catch::Contains("Bill for 28 days") && Catch::Contains("Time in overload"));
    // Settings that gave the same fleet share a label.
    for (const char* label : {"thrifty", "12", "balanced", "60", "120", "careful"})
      CHECK_THAT(picture, Catch::Matches("[^]*[> ]" + std::string(label) + "[,<][^]*"));
  }
  SECTION("one against another, load by load") {
    const auto ran = bench.muster(
        {"backtest", "--trace", "load.csv", "--policy", "muster", "--against", "static-peak", "--no-color"});
    INFO(ran.out << ran.err);
    REQUIRE(ran.code == 0);
    CHECK_THAT(ran.out, Catch::Contains("Against static-peak") && Catch::Contains("better"));
    const auto page = bench.muster({"backtest", "--trace", "load.csv", "--policy", "static-peak", "--against",
                                    "muster", "--format", "markdown"});
    CHECK_THAT(page.out, Catch::Contains("### Against muster") && Catch::Contains("| worse |"));
    const auto nobody = bench.muster({"backtest", "--trace", "load.csv", "--against", "nobody"});
    CHECK(nobody.code == 1);
    CHECK_THAT(nobody.err, Catch::Contains("neither an autoscaler nor a folder"));
  }
  SECTION("declared policies through the planner itself, one version against another") {
    for (const char* version : {"old", "new"}) {
      bench.write(
          std::string(version) + "/fleet.yaml",
          "apiVersion: muster/v1\nkind: Fleet\nmetadata: { name: test }\nspec:\n  provider: digitalocean\n"
          "  regions: [fra1]\n  pools:\n    - name: worker\n      image: ubuntu-22-04-x64\n"
          "      sizes: [s-1vcpu-2gb, s-2vcpu-4gb, s-4vcpu-8gb]\n      max: 60\n");
    }
    const std::string head =
        "apiVersion: muster/v1\nkind: Policy\nmetadata: { name: band }\nspec:\n  pools: [worker]\n";
    bench.write("old/policy.yaml",
                head + "  threshold: [{ name: hot, metric: cpu, above: 80%, for: 5m, then: scale_up }]\n");
    bench.write("new/policy.yaml", head + "  target: { react: 30s }\n");
    const auto ran = bench.muster({"backtest", "--trace", "load.csv", "--declared", "old", "--declared",
                                   "new", "--against", "old", "--format", "markdown"});
    INFO(ran.out << ran.err);
    REQUIRE(ran.code == 0);
    CHECK_THAT(ran.out, Catch::Contains("| old |") || Catch::Contains("| **old** |"));
    CHECK_THAT(ran.out, Catch::Contains("### Against old") && Catch::Contains("| new | load |"));
    CHECK_THAT(ran.out, !Catch::Contains("hpa-tuned"));
    CHECK(bench.muster({"backtest", "--trace", "load.csv", "--declared", "nowhere"}).code == 1);
  }
  SECTION("an ablation: the whole and each part left out") {
    const auto ran = bench.muster({"backtest", "--trace", "load.csv", "--ablation", "--against", "muster"});
    REQUIRE(ran.code == 0);
    for (const char* part :
         {"choosing", "holding", "tolerating", "factors", "extras", "remembering", "smoothing", "foreseeing",
          "correcting", "escalating", "exchanging", "reacting"}) {
      CHECK_THAT(ran.out, Catch::Contains(std::string("muster-without-") + part));
    }
    CHECK_THAT(ran.out, !Catch::Contains("hpa-tuned"));
  }
  SECTION("as a picture that is whole and has no overload where there is none") {
    const auto ran =
        bench.muster({"backtest", "--trace", "load.csv", "--policy", "static-peak", "--picture", "p.svg"});
    REQUIRE(ran.code == 0);
    const auto svg = bench.read("p.svg");
    CHECK_THAT(svg, Catch::StartsWith("<svg") && Catch::EndsWith("</svg>\n"));
    CHECK_THAT(svg, Catch::Contains("overloaded 0.000% of the time"));
  }
}

TEST_CASE("backtest tells what is wrong with a recorded load, and where") {
  const Workbench bench;
  bench.write("bad.csv", "timestamp,value\n2026-11-01T00:00:00Z,1\n2026-11-01T00:05:00Z,many\n");
  bench.write("short.csv", "timestamp,value\n2026-11-01T00:00:00Z,1\n2026-11-01T00:05:00Z,2\n");
  const auto bad = bench.muster({"backtest", "--trace", "bad.csv"});
  CHECK(bad.code == 1);
  CHECK_THAT(bad.err, Catch::Contains("bad.csv:3: \"many\" is not a number"));
  const auto brief = bench.muster({"backtest", "--trace", "short.csv"});
  CHECK(brief.code == 1);
  CHECK_THAT(brief.err, Catch::Contains("at least two days"));
  CHECK(bench.muster({"backtest", "--trace", "none.csv"}).code == 1);
  CHECK(bench.muster({"backtest", "--trace", "short.csv", "--policy", "hpa"}).code == 1);
}
