#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace muster {

/// Whether a value of an enumeration has a name. The compiler prints a value without one as a cast.
template <auto Value>
consteval bool is_named() {
  const std::string_view printed = __PRETTY_FUNCTION__;
  const auto value = printed.rfind("Value = ");
  return printed.find('(', value) == std::string_view::npos;
}

/// The word of one enumerator.
template <class E>
struct EnumWord {
  E value;
  const char* word;
};

/// The words of an enumeration, the only list of them: for output, for reading back, and for messages. A
/// table that leaves out an enumerator, or has another order than the enumeration, does not compile.
template <class E, std::size_t N>
class EnumWords {
 public:
  consteval explicit EnumWords(const EnumWord<E> (&rows)[N]) : rows_(std::to_array(rows)) {
    static_assert(!is_named<static_cast<E>(N)>(), "the table leaves out an enumerator");
    for (std::size_t i = 0; i < N; ++i) {
      if (static_cast<std::size_t>(rows_[i].value) != i) throw "the table has another order";
    }
  }

  /// The word of a value.
  constexpr const char* of(E value) const { return rows_[static_cast<std::size_t>(value)].word; }

  /// Returns the value with that word; nullopt if there is none.
  constexpr std::optional<E> find(std::string_view word) const {
    for (const auto& row : rows_) {
      if (word == row.word) return row.value;
    }
    return std::nullopt;
  }

  constexpr auto begin() const { return rows_.begin(); }
  constexpr auto end() const { return rows_.end(); }
  constexpr std::size_t size() const { return N; }

 private:
  std::array<EnumWord<E>, N> rows_;
};

/// Makes the table of an enumeration: enum_words<Direction>({{Direction::down, "down"}, ...}).
template <class E, std::size_t N>
consteval EnumWords<E, N> enum_words(const EnumWord<E> (&rows)[N]) {
  return EnumWords<E, N>(rows);
}

}  // namespace muster
