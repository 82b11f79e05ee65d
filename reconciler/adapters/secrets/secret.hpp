#pragma once

#include <string>

namespace muster {

/// Text that nobody else should read: a token, a key. It cannot be printed, compared or copied by accident,
/// and its bytes are wiped when it goes.
class Secret {
 public:
  Secret() = default;
  /// Takes the text over; what the caller passed is empty afterwards.
  explicit Secret(std::string&& text);
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  ~Secret();

  bool empty() const { return text_.empty(); }
  /// The text itself: only for what sends or uses it, never for a message, a log or an error.
  const std::string& reveal() const { return text_; }

 private:
  void wipe();
  std::string text_;
};

/// Overwrites the text before it is forgotten, in a way that the compiler does not leave out.
void wipe(std::string& text);

}  // namespace muster
