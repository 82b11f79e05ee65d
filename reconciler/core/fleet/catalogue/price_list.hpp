#pragma once

#include <string>
#include <vector>

#include "reconciler/core/base/digest.hpp"
#include "reconciler/core/base/identifier.hpp"
#include "reconciler/core/base/money.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {

/// A size of machine that a cloud offers.
struct SizeOffer {
  SizeName name;
  int vcpus = 0;
  int memory_mib = 0;
  int disk_gib = 0;
  Price price;
  std::vector<Region> regions;  ///< Where it is sold; sorted.
  bool available = true;
  /// false: the cloud removed it from its list. Machines of this size continue to run and are still billed.
  bool listed = true;

  /// Whether a machine with a disk of `gib` GiB can be resized to this size. Disks do not shrink; a machine
  /// with a larger disk must be replaced by a new one.
  bool fits_disk(int gib) const { return gib <= disk_gib; }

  friend bool operator==(const SizeOffer&, const SizeOffer&) = default;
};

/// An entry of the cloud's list that could not be read, or has impossible values.
struct SizeLeftOut {
  SizeName name;    ///< May be empty if it could not be read either.
  std::string why;  ///< "price_monthly: expected amount of money, got null".

  friend bool operator==(const SizeLeftOut&, const SizeLeftOut&) = default;
};

/// The prices of a cloud. Sizes come from the cloud itself, the other prices from a dated file.
struct PriceList {
  std::string dated;             ///< "2026-11-23": date of the prices that no API reports.
  std::vector<SizeOffer> sizes;  ///< Sorted by name.
  Money volume_gib_month;        ///< Price of one GiB of volume for a month.
  Money load_balancer_month;     ///< Price of one load balancer (node) for a month.
  Money snapshot_gib_month;
  Money least_charge;  ///< Minimum charge for a machine.
  std::vector<SizeLeftOut> left_out{};

  /// Returns the offer of that name; nullptr if there is none. O(log n).
  const SizeOffer* find(const SizeName& name) const;
  /// Zero if the list lacks the size: call `find` first if that matters.
  Price of_size(const SizeName& name) const;
  /// Time that the minimum charge of a machine of that size pays for. Removing it earlier saves nothing.
  Duration paid_ahead(const SizeName& name) const;
  Price of_volume(int gib) const;
  /// Upper bound: clouds bill a snapshot by its content.
  Price of_snapshot(int gib) const;
  Price of_load_balancer() const;
  bool sells(const SizeName& name, const Region& region) const;

  friend bool operator==(const PriceList&, const PriceList&) = default;
};

/// Digest of all prices that a plan can use.
Digest fingerprint_of(const PriceList& prices);

}  // namespace muster
