#include "reconciler/cli/views/backtest/frontier_svg.hpp"

#include <catch2/catch.hpp>
#include <regex>

using namespace muster;

namespace {

Frontier a_frontier() {
  Frontier frontier;
  frontier.loads = "<web> & 'co'";
  frontier.from = *parse_instant("2026-11-01T00:00:00Z");
  frontier.until = *parse_instant("2026-11-29T23:59:30Z");
  frontier.points = {
      {.label = "thrifty", .month = 200, .overload = 0.9},
      {.label = "balanced", .month = 240, .overload = 0.3},
      {.label = "careful", .month = 310, .overload = 0},
      {.label = "desired-state", .month = 260, .overload = 0.4, .present = true, .on_curve = false}};
  return frontier;
}

/// The centres of the circles, in the order of the points.
std::vector<std::pair<double, double>> dots_in(const std::string& svg) {
  std::vector<std::pair<double, double>> dots;
  const std::regex circle("<circle cx='([0-9.]+)' cy='([0-9.]+)'");
  for (auto at = std::sregex_iterator(svg.begin(), svg.end(), circle); at != std::sregex_iterator(); ++at)
    dots.emplace_back(std::stod((*at)[1]), std::stod((*at)[2]));
  return dots;
}

}  // namespace

TEST_CASE("a dearer setting is further right, one with less overload is lower, all are inside") {
  const auto dots = dots_in(frontier_svg(a_frontier()));
  REQUIRE(dots.size() == 4);
  CHECK(dots[0].first < dots[1].first);
  CHECK(dots[1].first < dots[3].first);
  CHECK(dots[3].first < dots[2].first);
  CHECK(dots[0].second < dots[3].second);
  CHECK(dots[3].second < dots[1].second);
  CHECK(dots[1].second < dots[2].second);
  for (const auto& [x, y] : dots) {
    CHECK((x > 84 && x < 760));
    CHECK((y > 92 && y <= 376));
  }
}

TEST_CASE("the picture names loads, dates and the present policies, and escapes names") {
  const auto svg = frontier_svg(a_frontier());
  CHECK_THAT(svg, Catch::Contains("&lt;web&gt; &amp; &#39;co&#39;") &&
                      Catch::Contains("2026-11-01 to 2026-11-29") && Catch::Contains("desired-state (now)"));
  CHECK_THAT(svg, Catch::Contains("<rect width='800' height='440' rx='8' fill='#fff'/>"));
}

TEST_CASE("settings that gave the same fleet share one dot") {
  auto frontier = a_frontier();
  frontier.points[1] = frontier.points[0];
  frontier.points[1].label = "balanced";
  const auto svg = frontier_svg(frontier);
  CHECK(dots_in(svg).size() == 3);
  CHECK_THAT(svg, Catch::Contains(">thrifty, balanced<"));
}

TEST_CASE("equal bills, one point and none give a picture without a division by zero") {
  auto frontier = a_frontier();
  for (auto& point : frontier.points) point.month = 100;
  CHECK_THAT(frontier_svg(frontier), !Catch::Contains("nan") && !Catch::Contains("inf"));
  frontier.points.resize(1);
  CHECK(dots_in(frontier_svg(frontier)).size() == 1);
  frontier.points.clear();
  CHECK_THAT(frontier_svg(frontier), Catch::EndsWith("</svg>\n") && !Catch::Contains("nan"));
}
