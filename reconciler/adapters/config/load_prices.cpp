#include "reconciler/adapters/config/load_prices.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "reconciler/adapters/config/fields/declared_fields.hpp"
#include "reconciler/adapters/config/fields/declared_units.hpp"
#include "reconciler/adapters/embedded/embedded_prices_files.hpp"
#include "reconciler/adapters/schema/check_schema.hpp"

namespace muster {
namespace {

Money money_of(const DeclaredFields& fields, const std::string& key, const char* per) {
  constexpr auto kDearest = Money::dollars(1'000'000);
  const auto price =
      fields.read<Money>(key, [per](const std::string& text) { return parse_money_per(text, per); });
  if (price && (*price < Money{} || *price > kDearest))
    fields.report(key, fmt::format("a price of {} is not plausible", format_money(*price)),
                  "$0 to $1,000,000");
  return price.value_or(Money{});
}

std::vector<Region> regions_of(const DeclaredFields& fields) {
  std::vector<Region> regions;
  for (auto& item : fields.texts("regions")) regions.emplace_back(std::move(item.text));
  std::sort(regions.begin(), regions.end());
  return regions;
}

SizeOffer offer_in(const DeclaredFields& fields, const std::vector<Region>& everywhere) {
  SizeOffer offer;
  offer.name = SizeName(fields.text("name"));
  offer.vcpus = fields.number("vcpus", 0);
  offer.memory_mib = fields.read<int>("memory", parse_whole_mib).value_or(0);
  offer.disk_gib = fields.read<int>("disk", parse_whole_gib).value_or(0);
  offer.price = {money_of(fields, "hourly", "/hour"), money_of(fields, "monthly", "/month")};
  if (fields.has("monthly") && offer.price.monthly <= Money{})
    fields.report("monthly", "a size that costs nothing", "its price of a month");
  if (offer.price.hourly > offer.price.monthly)
    fields.report("hourly", "an hour costs more than a month", "the price of one hour");
  offer.regions = fields.has("regions") ? regions_of(fields) : everywhere;
  return offer;
}

PriceList prices_in(const YamlFile& file, Diagnostics& problems) {
  const auto spec = DeclaredFields(file, problems).map("spec");
  PriceList prices;
  prices.dated = spec.text("dated");
  prices.volume_gib_month = money_of(spec, "volume", "/GiB-month");
  prices.load_balancer_month = money_of(spec, "load_balancer", "/month");
  prices.snapshot_gib_month = money_of(spec, "snapshot", "/GiB-month");
  prices.least_charge = money_of(spec, "least_charge", "/machine");
  const auto everywhere = regions_of(spec);
  for (const auto& fields : spec.maps("sizes")) {
    auto offer = offer_in(fields, everywhere);
    const auto at = std::lower_bound(prices.sizes.begin(), prices.sizes.end(), offer.name,
                                     [](const SizeOffer& a, const SizeName& name) { return a.name < name; });
    if (at != prices.sizes.end() && at->name == offer.name)
      fields.report("name", fmt::format("there is a second size \"{}\"", offer.name.value), "each size once");
    prices.sizes.insert(at, std::move(offer));
  }
  return prices;
}

LoadedPrices checked(const YamlFile& file) {
  LoadedPrices loaded{{}, file.problems};
  if (!loaded.ok()) return loaded;
  auto problems = check_schema(file, "prices");
  loaded.prices = prices_in(file, problems);
  loaded.diagnostics.insert(loaded.diagnostics.end(), problems.begin(), problems.end());
  if (!loaded.ok()) loaded.prices = {};
  return loaded;
}

Result<PriceList> prices_or_error(LoadedPrices loaded) {
  if (loaded.ok()) return std::move(loaded.prices);
  std::string what;
  for (const auto& problem : loaded.diagnostics) {
    if (!what.empty()) what += "\n";
    what += fmt::format("{}: {}", to_string(problem.at), problem.summary);
    if (!problem.expected.empty()) what += "; expected " + problem.expected;
  }
  return Error{ErrorKind::invalid, what};
}

}  // namespace

LoadedPrices read_prices(std::string_view text, const std::string& name) {
  return checked(parse_yaml(text, name));
}

Result<PriceList> load_prices(const std::string& path) {
  return prices_or_error(checked(read_yaml_file(path)));
}

Result<PriceList> embedded_prices(const std::string& provider) {
  for (const auto& file : embedded_prices_files()) {
    if (provider == file.name)
      return prices_or_error(read_prices(file.text, fmt::format("the built-in prices of {}", provider)));
  }
  return Error{ErrorKind::not_found, fmt::format("there are no built-in prices of \"{}\"", provider)};
}

}  // namespace muster
