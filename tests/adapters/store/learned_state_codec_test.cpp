#include "reconciler/adapters/store/learned_state_codec.hpp"

#include <catch2/catch.hpp>

#include "reconciler/adapters/schema/check_json.hpp"
#include "reconciler/core/forecast/outlook.hpp"
#include "tests/support/builders.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// Something of everything, with two days of a load that has a shape.
LearnedState what_is_known() {
  LearnedState known;
  auto& memory = known.loads[{PoolName("worker"), Metric::cpu}];
  for (int minute = 0; minute < 2 * 1440; ++minute) {
    const int hour = minute / 60 % 24;
    forecast::take(memory, noon() + std::chrono::minutes(minute), 100'000 + 7'001 * hour * (24 - hour));
  }
  for (const int seconds : {41, 50, 44}) {
    known.boots[{SizeName("s-1vcpu-2gb"), Region("nyc3")}].note(std::chrono::seconds(seconds));
  }
  known.unused_since[VolumeId("v1")] = noon();
  known.learnt_until = noon() + Duration(48h);
  known.boots_until = noon();
  return known;
}

}  // namespace

TEST_CASE("what was learnt comes back bit for bit") {
  const auto known = what_is_known();
  const auto again = decode_learned_state(encode_learned_state(known));
  REQUIRE(again.ok());
  CHECK(*again == known);
  CHECK(fingerprint_of(*again) == fingerprint_of(known));
  CHECK(encode_learned_state(*again) == encode_learned_state(known));
}

TEST_CASE("knowledge obeys its schema") {
  for (const auto& known : {what_is_known(), LearnedState{}}) {
    const auto checked = check_json_text("knowledge", encode_learned_state(known));
    CHECK((checked.ok() ? "" : checked.error().what) == "");
  }
}

TEST_CASE("knowledge that is none is refused, with the place") {
  CHECK(decode_learned_state("").error().kind == ErrorKind::invalid);
  CHECK(decode_learned_state("{}").error().what.find("format_version") != std::string::npos);
  const auto text = encode_learned_state(what_is_known());
  auto other = text;
  other.replace(other.find("\"1.0\""), 5, "\"2.0\"");
  CHECK(decode_learned_state(other).error().what.find("reads versions 1.x") != std::string::npos);
  auto broken = text;
  broken.replace(broken.find("\"followed\":"), 11, "\"followed\":9");
  CHECK_FALSE(decode_learned_state(broken).ok());
  for (std::size_t cut = 1; cut < text.size(); cut += 997)
    CHECK_FALSE(decode_learned_state(text.substr(0, cut)).ok());
}

TEST_CASE("every digest depends on every part") {
  const auto known = what_is_known();
  const auto differs = [&](auto change) {
    auto other = known;
    change(other);
    return fingerprint_of(other) != fingerprint_of(known);
  };
  CHECK(differs([](LearnedState& k) { k.loads.begin()->second.records[2].bound += 1e-12; }));
  CHECK(differs([](LearnedState& k) { k.loads.begin()->second.peaks.back() += 1; }));
  CHECK(differs([](LearnedState& k) { k.loads.begin()->second.peak_last += 1; }));
  CHECK(differs([](LearnedState& k) { k.boots.begin()->second.seconds.front() += 1; }));
  CHECK(differs([](LearnedState& k) { k.unused_since.clear(); }));
  CHECK(differs([](LearnedState& k) { k.learnt_until += Duration(1s); }));
}
