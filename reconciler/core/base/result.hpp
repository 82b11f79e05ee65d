#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace muster {

/// Classifies a failure by the possible reaction of the caller. `Error::what` contains the message of the
/// cause.
enum class ErrorKind {
  invalid,          ///< The request itself is wrong: stop this change.
  denied,           ///< Not allowed (key, scope): stop everything.
  not_found,        ///< The object does not exist.
  conflict,         ///< The object is busy or was changed by others: read it again, then retry.
  rate_limited,     ///< Wait `retry_after`, then retry.
  unavailable,      ///< No capacity of this size here: try the next candidate.
  quota,            ///< A limit of the account: create nothing more.
  unknown_outcome,  ///< The reply was lost or a 5xx: the call may have taken effect. Check before a retry.
  unsupported,      ///< This cloud does not support it.
  io,               ///< Files, sockets on this machine, the store.
  timeout,          ///< The time limit was exceeded.
  cancelled,        ///< A person or signal stopped it.
  fenced,           ///< Another process holds the lease that the write relied on: stop everything.
};

const char* to_string(ErrorKind kind);

/// A failure as a value. `what` is a sentence without a final stop.
struct [[nodiscard]] Error {
  ErrorKind kind = ErrorKind::invalid;
  std::string what;
  std::optional<std::chrono::milliseconds> retry_after{};  ///< Set by rate_limited if the cloud reported it.

  /// The same failure with the action of the caller in front: "creating worker/3: ...".
  Error during(const std::string& doing) const { return {kind, doing + ": " + what, retry_after}; }

  friend bool operator==(const Error&, const Error&) = default;
};

/// Either a T or the Error that prevented it. Call ok() before you take the value.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& operator*() & { return std::get<0>(state_); }
  const T& operator*() const& { return std::get<0>(state_); }
  T&& operator*() && { return std::get<0>(std::move(state_)); }
  T* operator->() { return &std::get<0>(state_); }
  const T* operator->() const { return &std::get<0>(state_); }

  const Error& error() const { return std::get<1>(state_); }

  /// The same result; a failure also names the action.
  Result during(const std::string& doing) && {
    return ok() ? std::move(*this) : Result(error().during(doing));
  }

 private:
  std::variant<T, Error> state_;
};

/// The value of a success without a result.
struct Done {
  friend bool operator==(Done, Done) = default;
};

}  // namespace muster
