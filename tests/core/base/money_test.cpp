#include "reconciler/core/base/money.hpp"

#include <catch2/catch.hpp>
#include <limits>

using namespace muster;

TEST_CASE("money is written with cents and a sign where it is a difference") {
  struct Row {
    const char* that;
    Money amount;
    const char* plain;
    const char* change;
  };
  for (const auto& row : {
           Row{"nothing", Money(), "$0.00", "$0.00"},
           Row{"dollars", Money::dollars(24), "$24.00", "+$24.00"},
           Row{"a loss", Money::cents(-350), "-$3.50", "-$3.50"},
           Row{"the last amount with cents that are none", Money::cents(9'900), "$99.00", "+$99.00"},
           Row{"from a hundred on none are shown", Money::dollars(100), "$100", "+$100"},
           Row{"those that there are stay", Money::cents(12'840), "$128.40", "+$128.40"},
           Row{"what is rounded up to a hundred", Money::micros(99'996'000), "$100", "+$100"},
           Row{"thousands stand in groups", Money::dollars(108'012), "$108,012", "+$108,012"},
           Row{"so do millions, and losses", Money::cents(-123'456'789), "-$1,234,567.89", "-$1,234,567.89"},
           Row{"a thousand", Money::dollars(1'000), "$1,000", "+$1,000"},
           Row{"half a cent goes up", Money::micros(5'000), "$0.01", "+$0.01"},
           Row{"less than half a cent vanishes, and so does its sign", Money::micros(-4'999), "$0.00",
               "$0.00"},
       }) {
    DYNAMIC_SECTION(row.that) {
      CHECK(format_money(row.amount) == row.plain);
      CHECK(format_money_change(row.amount) == row.change);
    }
  }
}

TEST_CASE("money survives being written as a decimal and read again") {
  for (const auto micros : {0L, 1L, 5'950L, 35'710L, 24'000'000L, -1'234'567L, 999'999'999'999L}) {
    const auto amount = Money::micros(micros);
    const auto again = parse_money(format_decimal(amount));
    REQUIRE(again.ok());
    CHECK(*again == amount);
  }
  // As it is printed, it is read.
  for (const auto micros : {100'000'000L, 128'400'000L, 108'012'000'000L, -1'234'567'890'000L}) {
    const auto again = parse_money(format_money(Money::micros(micros)));
    REQUIRE(again.ok());
    CHECK(again->in_micros() == micros);
  }
  for (const char* wrong : {"1,23", "12,3456", ",123", "1,234,56", "1234,567", "1.234,567", "1,,234"})
    CHECK_FALSE(parse_money(wrong).ok());
  for (const char* wrong : {"", "$", "24/month", "1.2345678", "nan", "1e3", "--1", " 1",
                            "9999999999999999999999999999999999999999"})
    CHECK_FALSE(parse_money(wrong).ok());
}

TEST_CASE("a month is 672 billed hours") {
  CHECK(format_hourly(hourly_of_month(Money::dollars(24))) == "$0.03571");
  CHECK(format_hourly(hourly_of_month(Money::dollars(4))) == "$0.00595");
  CHECK(format_hourly(Money::micros(99'999'990)) == "$99.99999");
  CHECK(format_hourly(Money::micros(1'160'714'290)) == "$1,160.71");
}

TEST_CASE("an amount too large to be counted stays at the largest, and keeps its sign") {
  const auto most = Money::micros(std::numeric_limits<std::int64_t>::max());
  const auto large = Money::dollars(9'000'000'000'000);
  CHECK(large + large == most);
  CHECK(large + large > large);
  CHECK(-large - large == -most);
  CHECK(large * 3 == most);
  CHECK(large * -3 == -most);
  CHECK(-large * -3 == most);
  CHECK(Money::dollars(std::numeric_limits<std::int64_t>::max()) == most);
  CHECK(Money::cents(std::numeric_limits<std::int64_t>::min()) == -most);
  CHECK(Money::micros(std::numeric_limits<std::int64_t>::min()) == -most);
  auto sum = large;
  sum += large;
  CHECK(sum == most);
  CHECK(hourly_of_month(most) > Money());
  CHECK(format_money(most) == "$9,223,372,036,854.78");
  CHECK(format_money(-most) == "-$9,223,372,036,854.78");
}

TEST_CASE("a part of a whole is told in thousandths") {
  CHECK(per_mille(Money::dollars(3), Money::dollars(4)) == 750);
  CHECK(per_mille(Money::dollars(5), Money::dollars(4)) == 1250);
  CHECK(per_mille(Money::micros(1999), Money::micros(2000)) == 999);
  CHECK(per_mille(Money(), Money::dollars(4)) == 0);
  CHECK(per_mille(Money::dollars(5), Money()) == 1000);
  CHECK(per_mille(Money::dollars(9'000'000'000'000), Money::dollars(4'500'000'000'000)) == 2000);
}
