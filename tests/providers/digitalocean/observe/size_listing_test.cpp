#include "tests/providers/digitalocean/scene.hpp"

// The price list in the same kinds of trouble as the listings of objects. Images are not listed.

namespace muster::digitalocean {
namespace {

std::string size(const std::string& slug, const std::string& regions = "\"nyc3\"") {
  return R"({"slug":")" + slug + R"(","memory":2048,"vcpus":1,"disk":50,"price_monthly":12.0,)" +
         R"("price_hourly":0.01786,"regions":[)" + regions + R"(],"available":true})";
}

struct SizesAnswer {
  std::string sizes;
  std::int64_t total = 0;
};

}  // namespace

TEST_CASE("a list of sizes in trouble is whole, or it is no list, after a bounded number of requests") {
  struct Row {
    const char* that;
    SizesAnswer answer;
    std::optional<std::size_t> sizes;  ///< nullopt: no list at all.
  };
  const auto two = size("s-1vcpu-2gb") + "," + size("s-2vcpu-2gb");
  for (const auto& row : {
           Row{"as it should be", {two, 2}, 2},
           Row{"short by one", {two, 3}, std::nullopt},
           Row{"a total of none", {two, 0}, std::nullopt},
           Row{"a total without an end", {two, 900'000}, std::nullopt},
           Row{"each told twice", {two + "," + two, 2}, 2},
           Row{"one withdrawn", {size("s-1vcpu-2gb"), 1}, 1},
       }) {
    DYNAMIC_SECTION(row.that) {
      int asked = 0;
      Scene scene([&](const HttpRequest& request) -> Result<HttpResponse> {
        if (!target_of(request).starts_with("/v2/sizes?")) return Error{ErrorKind::io, "unexpected"};
        ++asked;
        return page_json("sizes", row.answer.sizes, row.answer.total);
      });
      const auto prices = scene.provider.prices();
      CHECK(prices.ok() == row.sizes.has_value());
      if (prices && row.sizes) CHECK(prices->sizes.size() == *row.sizes);
      CHECK(asked <= 51);
    }
  }
}

TEST_CASE("a region that is withdrawn from a size is not one that it is sold in") {
  Scene scene([&](const HttpRequest&) -> Result<HttpResponse> {
    return page_json("sizes", size("s-1vcpu-2gb", "\"fra1\""), 1);
  });
  const auto prices = scene.provider.prices();
  REQUIRE(prices.ok());
  CHECK(prices->sizes.front().regions == std::vector{Region("fra1")});
}

}  // namespace muster::digitalocean
