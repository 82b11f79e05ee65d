#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "reconciler/adapters/announce/courier.hpp"
#include "reconciler/adapters/metrics/round_metrics.hpp"
#include "reconciler/core/alert/alert_book.hpp"

namespace muster {

/// Tells the world about rounds: keeps the page for Prometheus, finds what is wrong, and has it told to the
/// places that the fleet file names. The loop calls it once a round and never waits for any of it:
///
///   RoundMetrics metrics;                                   // ProviderChoice::hear_call = metrics.heard
///   Herald herald(metrics, [&](const AnnounceRule& rule) { return open_announcer(rule, ground); });
///   if (auto text = store.snapshot(fleet, kAlertBookName)) herald.resume(*text);   // Whenever it takes the
///   lead. for (;;) {
///     ... round ...
///     for (const auto& trouble : herald.heard(round, now)) log.warn(trouble);
///     if (round.leads) store.put_snapshot(fleet, kAlertBookName, herald.book(), lease);
///   }
///   herald.stop(now, 5s);  // And keep the book once more.
///
/// Used by one thread; the metrics' page is asked for from any.
class Herald {
 public:
  using OpenAnnouncer = std::function<Result<std::unique_ptr<Announcer>>(const AnnounceRule& rule)>;

  /// `metrics` outlives the herald.
  Herald(RoundMetrics& metrics, OpenAnnouncer open, CourierManners manners = {});
  ~Herald();

  /// Takes a round in and gives messages to couriers. What could not be told, and why, as sentences without
  /// final stop for the log; no secrets.
  std::vector<std::string> heard(const Round& round, Instant now);

  /// The book, to be kept: what was delivered is in it, so that a restart neither repeats nor forgets. What
  /// is on its way when this process dies is told again.
  std::string book() const;
  /// Goes on with a book that was kept, in place of the present one. One that cannot be read is left alone
  /// and told: everything that fires is told anew then.
  Result<Done> resume(const std::string& text);

  /// Tells what is still to be told, waits for it no longer than `at_most`, and ends all couriers. An attempt
  /// under way may take its rule's timeout longer.
  std::vector<std::string> stop(Instant now, Duration at_most);

  /// What fires now, for status: worst first.
  std::vector<Alert> firing() const;

 private:
  /// One place, and when it may be tried again.
  struct Place {
    AnnounceRule rule;
    std::unique_ptr<Courier> courier;  ///< nullptr while it could not be opened.
    int failures = 0;                  ///< In a row.
    Instant not_before{};
  };
  using Troubles = std::vector<std::string>;

  void follow(const std::vector<AnnounceRule>& rules, Instant now);
  void open_places(Instant now, Troubles& troubles);
  void collect(Instant now, Troubles& troubles);
  void hand_out(Instant now);
  void tell_metrics();
  std::vector<AnnounceRule> rules() const;

  RoundMetrics* metrics_;
  OpenAnnouncer open_;
  CourierManners manners_;
  FleetName fleet_;
  AlertBook book_;
  std::map<std::string, Place> places_;             ///< By name.
  std::vector<std::unique_ptr<Courier>> retiring_;  ///< Of places that are declared no more.
};

/// What the book is called among the store's small documents.
inline constexpr const char* kAlertBookName = "alert-book";

}  // namespace muster
