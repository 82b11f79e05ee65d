#pragma once

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <deque>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace muster::forecast {

// Writes the state of an object as a text of numbers and reads it back, with one order of fields for both.
// Such a class has `template <class State> void fields(State& state)`, which passes its fields.

/// Collects numbers, each with the fewest digits that read back as the same number.
class StateOut {
 public:
  template <class... Fields>
  void operator()(Fields&... fields) {
    (add(fields), ...);
  }
  std::string text() && { return std::move(text_); }

 private:
  template <class T>
  void add(T& field) {
    if constexpr (std::is_arithmetic_v<T>) {
      fmt::format_to(std::back_inserter(text_), "{} ", +field);
    } else {
      field.fields(*this);
    }
  }
  template <class T, std::size_t n>
  void add(std::array<T, n>& all) {
    for (auto& one : all) add(one);
  }
  template <class T>
  void add(std::vector<T>& all) {
    add_counted(all);
  }
  template <class T>
  void add(std::deque<T>& all) {
    add_counted(all);
  }
  template <class All>
  void add_counted(All& all) {
    fmt::format_to(std::back_inserter(text_), "{} ", all.size());
    for (auto& one : all) add(one);
  }

  std::string text_;
};

/// Reads the numbers back. After invalid text it changes nothing more, and `whole` is false.
class StateIn {
 public:
  explicit StateIn(std::string_view text) : left_(text) {}

  template <class... Fields>
  void operator()(Fields&... fields) {
    (take(fields), ...);
  }
  /// The whole text was read and valid.
  bool whole() const { return good_ && left_.empty(); }

 private:
  /// Largest count of elements: a damaged count must not exhaust the memory.
  static constexpr std::size_t kMost = 100'000;

  template <class T>
  void take(T& field) {
    if constexpr (std::is_same_v<T, bool>) {
      int number = 0;
      take(number);
      field = number != 0;
    } else if constexpr (std::is_arithmetic_v<T>) {
      take_number(field);
    } else {
      field.fields(*this);
    }
  }
  template <class T, std::size_t n>
  void take(std::array<T, n>& all) {
    for (auto& one : all) take(one);
  }
  /// The count must equal the present one, because the owner of the vector defines it.
  template <class T>
  void take(std::vector<T>& all) {
    std::size_t count = 0;
    take(count);
    good_ = good_ && count == all.size();
    if (!good_) return;
    for (auto& one : all) take(one);
  }
  template <class T>
  void take(std::deque<T>& all) {
    std::size_t count = 0;
    take(count);
    good_ = good_ && count <= kMost;
    if (!good_) return;
    all.assign(count, T{});
    for (auto& one : all) take(one);
  }
  template <class T>
  void take_number(T& field) {
    if (!good_) return;
    T number{};
    const auto read = std::from_chars(left_.data(), left_.data() + left_.size(), number);
    good_ = read.ec == std::errc() && read.ptr != left_.data() + left_.size() && *read.ptr == ' ';
    if constexpr (std::is_floating_point_v<T>) good_ = good_ && std::isfinite(number);
    if (!good_) return;
    field = number;
    left_.remove_prefix(static_cast<std::size_t>(read.ptr - left_.data()) + 1);
  }

  std::string_view left_;
  bool good_ = true;
};

}  // namespace muster::forecast
