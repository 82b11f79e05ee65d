#include "reconciler/core/base/money.hpp"

#include <catch2/catch.hpp>

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
  for (const char* wrong : {"", "$", "24/month", "1.2345678", "nan", "1e3", "--1", " 1"})
    CHECK_FALSE(parse_money(wrong).ok());
}

TEST_CASE("a month is 672 billed hours") {
  CHECK(format_hourly(hourly_of_month(Money::dollars(24))) == "$0.03571");
  CHECK(format_hourly(hourly_of_month(Money::dollars(4))) == "$0.00595");
}
