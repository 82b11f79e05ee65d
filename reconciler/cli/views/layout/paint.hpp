#pragma once

#include <string>
#include <string_view>

#include "reconciler/core/base/printable.hpp"
#include "reconciler/core/plan/change/change.hpp"

namespace muster {

/// Colours for a terminal, or none: views request a colour and get plain text if colours are off. Colours may
/// be nested: the inner one ends with its own text.
class Paint {
 public:
  Paint() = default;  ///< Off.
  explicit Paint(bool on) : on_(on) {}
  bool on() const { return on_; }

  std::string red(std::string_view text) const { return in("31", text); }
  std::string green(std::string_view text) const { return in("32", text); }
  std::string yellow(std::string_view text) const { return in("33", text); }
  std::string cyan(std::string_view text) const { return in("36", text); }
  std::string bold(std::string_view text) const { return in("1", text); }
  std::string dim(std::string_view text) const { return in("2", text); }

  /// Terraform's colours: creates are green, updates yellow, destroys red.
  std::string as(Action action, std::string_view text) const;

 private:
  std::string in(std::string_view code, std::string_view text) const;

  bool on_ = false;
};

/// Returns the width of a text on a terminal: characters, not bytes, without colours.
std::size_t columns_of(std::string_view text);

}  // namespace muster
