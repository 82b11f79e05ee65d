#include "providers/sandbox/model/random.hpp"

namespace muster::sandbox {

namespace {

struct Span {
  Duration least, most;
};

Span span_of(Delay kind) {
  switch (kind) {
    case Delay::boot:
      return {25s, 55s};
    case Delay::power_on:
      return {8s, 20s};
    case Delay::power_off:
      return {3s, 8s};
    case Delay::shutdown:
      return {6s, 25s};
    case Delay::reboot:
      return {10s, 25s};
    case Delay::resize:
    case Delay::rebuild:
      return {40s, 90s};
    case Delay::snapshot:
      return {60s, 180s};
    case Delay::setting:
      return {1s, 3s};
    case Delay::attach:
      return {3s, 9s};
    case Delay::detach:
      return {2s, 7s};
    case Delay::grow_volume:
      return {3s, 8s};
    case Delay::release_volume:
      return {5s, 60s};
    case Delay::make_load_balancer:
      return {45s, 120s};
    case Delay::change_load_balancer:
      return {5s, 20s};
    case Delay::apply_firewall:
      return {1s, 4s};
    case Delay::move_agent:
      return {2s, 4s};
  }
  return {1s, 1s};
}

}  // namespace

std::uint64_t mixed(std::uint64_t value) {
  value += 0x9E3779B97F4A7C15U;
  value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
  value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
  return value ^ (value >> 31U);
}

std::uint64_t Random::draw() {
  return mixed(mixed(seed) + drawn++);
}

std::int64_t Random::between(std::int64_t least, std::int64_t most) {
  return least + static_cast<std::int64_t>(draw() % static_cast<std::uint64_t>(most - least + 1));
}

Duration Random::delay(Delay kind) {
  const auto span = span_of(kind);
  return Duration(between(span.least.count(), span.most.count()));
}

std::string Random::uuid() {
  constexpr char digits[] = "0123456789abcdef";
  std::string text;
  std::uint64_t bits = 0;
  for (int i = 0; i < 32; ++i) {
    if (i % 16 == 0) bits = draw();
    if (i == 8 || i == 12 || i == 16 || i == 20) text += '-';
    auto digit = bits & 15U;
    bits >>= 4U;
    if (i == 12) digit = 4;
    if (i == 16) digit = 8U | (digit & 3U);
    text += digits[digit];
  }
  return text;
}

}  // namespace muster::sandbox
