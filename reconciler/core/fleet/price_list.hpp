#pragma once

#include <string>
#include <vector>

#include "reconciler/core/base/digest.hpp"
#include "reconciler/core/base/identifier.hpp"
#include "reconciler/core/base/money.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {

/// A size of machine that a cloud sells.
struct SizeOffer {
  SizeName name;
  int vcpus = 0;
  int memory_mib = 0;
  int disk_gib = 0;
  Price price;
  std::vector<Region> regions;  ///< Where it is sold; sorted.
  bool available = true;
  bool listed = true;  ///< false: taken off the cloud's list; machines that have it run on and bill on.

  /// Whether a machine with a disk of so many GiB can take this size where it is. Disks do not shrink: one
  /// that is too large is left behind, and a new machine takes the old one's place.
  bool fits_disk(int gib) const { return gib <= disk_gib; }

  friend bool operator==(const SizeOffer&, const SizeOffer&) = default;
};

/// An entry of the cloud's list that could not be read, or not be believed.
struct SizeLeftOut {
  SizeName name;    ///< May be empty: that could not be read either.
  std::string why;  ///< "price_monthly: expected amount of money, got null".

  friend bool operator==(const SizeLeftOut&, const SizeLeftOut&) = default;
};

/// What a cloud asks for what muster buys there. Sizes come from the cloud itself, the rest from a dated
/// file.
struct PriceList {
  std::string dated;             ///< "2026-11-23": when the part that no API tells was last looked up.
  std::vector<SizeOffer> sizes;  ///< Sorted by name.
  Money volume_gib_month;        ///< A GiB of volume for a month.
  Money load_balancer_month;     ///< One load balancer (node) for a month.
  Money snapshot_gib_month;
  Money least_charge;  ///< What a machine costs at least, however short it lives.
  std::vector<SizeLeftOut> left_out{};

  /// The offer of that name, or nullptr. O(log n).
  const SizeOffer* find(const SizeName& name) const;
  /// Zero when the size is not in the list: ask `find` first where that matters.
  Price of_size(const SizeName& name) const;
  /// So long a machine of that size is paid for by the least charge: given back sooner it saves nothing.
  Duration paid_ahead(const SizeName& name) const;
  Price of_volume(int gib) const;
  /// At most: clouds bill a snapshot by what is in it.
  Price of_snapshot(int gib) const;
  Price of_load_balancer() const;
  bool sells(const SizeName& name, const Region& region) const;

  friend bool operator==(const PriceList&, const PriceList&) = default;
};

/// Digest of every price that a plan could be made from.
Digest fingerprint_of(const PriceList& prices);

}  // namespace muster
