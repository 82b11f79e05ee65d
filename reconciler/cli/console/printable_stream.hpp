#pragma once

#include <array>
#include <iosfwd>
#include <mutex>
#include <streambuf>
#include <string>
#include <string_view>

namespace muster {

/// Hands text on to another buffer as `printable_page` leaves it: a view that forgot to clean a part gives
/// nothing to a terminal that it would act on. What may only be the beginning of a character or of a colour
/// waits for the rest of it, or for the flush.
class PrintableBuffer final : public std::streambuf {
 public:
  /// `to` outlives this.
  explicit PrintableBuffer(std::streambuf& to) : to_(to) {}
  ~PrintableBuffer() override;

  /// Writes bytes as they are, behind all that was written before.
  bool write_exactly(std::string_view bytes);
  /// The errno of the first write that failed; 0 where none did.
  int failure() const { return failure_; }

 protected:
  int_type overflow(int_type c) override;
  std::streamsize xsputn(const char* text, std::streamsize count) override;
  int sync() override;

 private:
  bool hand_on(bool all);
  bool put(std::string_view text);

  std::streambuf& to_;
  std::mutex mutex_{};  ///< A line that tells of a wait is written beside the work.
  int failure_ = 0;
  std::string waiting_{};
};

/// Writes a result whose bytes matter, such as a secret that a pipe takes. What stands behind the stream gets
/// them as they are.
void write_exactly(std::ostream& out, std::string_view bytes);

}  // namespace muster
