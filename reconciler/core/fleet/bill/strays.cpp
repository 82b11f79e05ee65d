#include "reconciler/core/fleet/bill/strays.hpp"

#include <fmt/format.h>

#include <map>

namespace muster {
namespace {

std::string bills(Price price) {
  return price.monthly == Money{} ? "costs nothing"
                                  : fmt::format("bills {} a month", format_money(price.monthly));
}

Stray stray(const Machine& m, const PriceList& prices) {
  const auto price = prices.of_size(m.size);
  return {.kind = ObjectKind::machine,
          .id = m.id.value,
          .message = fmt::format("stray machine {} (id {}, {}) bills {} a month and fills no slot", m.name,
                                 m.id.value, m.size.value, format_money(price.monthly)),
          .price = price,
          .created_at = m.created_at};
}

/// ": worker/1/data-1 is id 4711", if another object fills the claimed slot.
template <class Place, class Object>
std::string in_whose_place(const Place& place, const std::string& name,
                           const std::map<Place, Object>& seated) {
  const auto holder = seated.find(place);
  return holder == seated.end() ? "" : fmt::format(": {} is id {}", name, holder->second.id.value);
}

Stray stray(const Volume& v, const ActualState& actual, const PriceList& prices) {
  const auto price = prices.of_volume(v.size_gib);
  return {.kind = ObjectKind::volume,
          .id = v.id.value,
          .message = fmt::format("stray volume {} (id {}, {} GiB) {} and fills no slot{}", v.name, v.id.value,
                                 v.size_gib, bills(price),
                                 in_whose_place(v.slot, to_string(v.slot), actual.volumes)),
          .price = price,
          .created_at = v.created_at};
}

Stray stray(const LoadBalancer& b, const ActualState& actual, const PriceList& prices) {
  const auto price = prices.of_load_balancer();
  return {.kind = ObjectKind::balancer,
          .id = b.id.value,
          .message = fmt::format("stray load balancer {} (id {}) {} and fills no slot{}", b.name, b.id.value,
                                 bills(price), in_whose_place(b.slot, to_string(b.slot), actual.balancers)),
          .price = price,
          .created_at = actual.seen_at};
}

Stray stray(const Firewall& f, const ActualState& actual) {
  return {.kind = ObjectKind::firewall,
          .id = f.id.value,
          .message = fmt::format(
              "stray firewall {} (id {}) applies to pool {} beside its own firewall and admits its traffic{}",
              f.name, f.id.value, f.pool.value, in_whose_place(f.pool, "the pool's own", actual.firewalls)),
          .price = {},
          .created_at = actual.seen_at};
}

Stray stray(const Network& n, const ActualState& actual) {
  return {.kind = ObjectKind::network,
          .id = n.id.value,
          .message = fmt::format("stray network {} (id {}, {} in {}) has the name of the fleet's network{}",
                                 n.name, n.id.value, n.ip_range, n.region.value,
                                 actual.network ? ", which is id " + actual.network->id.value : ""),
          .price = {},
          .created_at = actual.seen_at};
}

}  // namespace

std::vector<Stray> strays_of(const ActualState& actual, const PriceList& prices) {
  std::vector<Stray> all;
  for (const auto& m : actual.strays) all.push_back(stray(m, prices));
  for (const auto& v : actual.stray_volumes) all.push_back(stray(v, actual, prices));
  for (const auto& b : actual.stray_balancers) all.push_back(stray(b, actual, prices));
  for (const auto& f : actual.stray_firewalls) all.push_back(stray(f, actual));
  for (const auto& n : actual.stray_networks) all.push_back(stray(n, actual));
  return all;
}

Price price_of_strays(const ActualState& actual, const PriceList& prices) {
  Price total;
  for (const auto& m : actual.strays) total = total + prices.of_size(m.size);
  for (const auto& v : actual.stray_volumes) total = total + prices.of_volume(v.size_gib);
  return total + prices.of_load_balancer() * static_cast<std::int64_t>(actual.stray_balancers.size());
}

std::vector<std::string> rest_of(const std::vector<Stray>& strays, std::size_t reported) {
  struct Rest {
    std::size_t count = 0;
    Price price;
  };
  std::map<ObjectKind, Rest> rest;
  for (std::size_t i = reported; i < strays.size(); ++i) {
    auto& of_kind = rest[strays[i].kind];
    ++of_kind.count;
    of_kind.price = of_kind.price + strays[i].price;
  }
  std::vector<std::string> lines;
  for (const auto& [kind, of_kind] : rest) {
    const bool many = of_kind.count != 1;
    const auto money =
        of_kind.price.monthly == Money{}
            ? std::string(many ? "cost nothing" : "costs nothing")
            : fmt::format("{} {} a month", many ? "bill" : "bills", format_money(of_kind.price.monthly));
    lines.push_back(fmt::format("{} more stray {} {} and {} no slot", of_kind.count, word_for(kind, many),
                                money, many ? "fill" : "fills"));
  }
  return lines;
}

}  // namespace muster
