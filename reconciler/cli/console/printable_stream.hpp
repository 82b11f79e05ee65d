#pragma once

#include <array>
#include <iosfwd>
#include <mutex>
#include <streambuf>
#include <string>
#include <string_view>

namespace muster {

/// Passes text to another buffer after `printable_page`: text that a view forgot to clean has no control
/// effect on a terminal. A possible beginning of a character or of a colour waits for its rest, or for the
/// flush.
class PrintableBuffer final : public std::streambuf {
 public:
  /// `to` outlives this.
  explicit PrintableBuffer(std::streambuf& to) : to_(to) {}
  ~PrintableBuffer() override;

  /// Writes bytes unchanged, after all earlier output.
  bool write_exactly(std::string_view bytes);
  /// The errno of the first failed write; 0 if there is none.
  int failure() const { return failure_; }

 protected:
  int_type overflow(int_type c) override;
  std::streamsize xsputn(const char* text, std::streamsize count) override;
  int sync() override;

 private:
  bool hand_on(bool all);
  bool put(std::string_view text);

  std::streambuf& to_;
  std::mutex mutex_{};  ///< A waiting line is written by another thread.
  int failure_ = 0;
  std::string waiting_{};
};

/// Writes a result whose bytes matter, such as a secret for a pipe. The buffer of the stream gets them
/// unchanged.
void write_exactly(std::ostream& out, std::string_view bytes);

}  // namespace muster
