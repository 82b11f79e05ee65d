#include "tests/contracts/contract_subjects.hpp"
#include "tests/contracts/contract_verbs.hpp"

namespace muster {
namespace {

using namespace muster::contract;

const VolumeSlot kVolumeSlot{{PoolName("worker"), 1}, 1};

call::CreateVolume a_volume(int gib) {
  const auto fleet = a_fleet().name;
  call::CreateVolume create;
  create.name = volume_name(fleet, kVolumeSlot);
  create.spec = {.size_gib = gib, .region = Region("nyc3"), .filesystem = "ext4"};
  create.tags = {fleet_tag(fleet), volume_tag(kVolumeSlot), change_tag(ChangeId("v1"))};
  return create;
}

Volume seen_volume(Provider& provider, const VolumeId& id) {
  return seen<Volume>(provider, call::GetVolume{id});
}

void volumes_are_made_seen_and_destroyed(Provider& provider) {
  const VolumeId id(done(provider, a_volume(50)).id);
  const auto volume = seen_volume(provider, id);
  CHECK(volume.name == a_volume(50).name);
  CHECK(volume.slot == kVolumeSlot);
  CHECK(volume.size_gib == 50);
  CHECK(volume.region == Region("nyc3"));
  CHECK_FALSE(volume.attached_to);
  CHECK(observed(provider).volumes.at(kVolumeSlot).id == id);

  done(provider, call::DestroyVolume{id});
  const auto gone = ask(provider, call::GetVolume{id});
  REQUIRE(gone.ok());
  CHECK(std::holds_alternative<Absent>(*gone));
  CHECK(observed(provider).volumes.empty());
}

void volumes_come_and_go(Provider& provider) {
  const auto machine = running_machine(provider, 1);
  const VolumeId id(done(provider, a_volume(50)).id);
  done(provider, call::AttachVolume{id, machine, Region("nyc3")});
  CHECK(seen_volume(provider, id).attached_to == machine);
  CHECK(seen<Machine>(provider, call::GetMachine{machine}).volumes == std::vector{id});
  CHECK(observed(provider).volumes.at(kVolumeSlot).attached_to == machine);

  done(provider, call::DetachVolume{id, machine, Region("nyc3")});
  CHECK_FALSE(seen_volume(provider, id).attached_to);
}

void a_volume_grows(Provider& provider) {
  const VolumeId id(done(provider, a_volume(50)).id);
  done(provider, call::GrowVolume{id, 80, Region("nyc3")});
  CHECK(seen_volume(provider, id).size_gib == 80);
}

void a_volume_is_found_by_its_name(Provider& provider) {
  const call::FindVolume find{a_volume(50).name, Region("nyc3")};
  const auto nobody = ask(provider, find);
  REQUIRE(nobody.ok());
  CHECK(std::holds_alternative<Absent>(*nobody));
  const VolumeId id(done(provider, a_volume(50)).id);
  CHECK(seen<Volume>(provider, find).id == id);
}

void a_snapshot_is_taken_and_found(Provider& provider) {
  const VolumeId id(done(provider, a_volume(50)).id);
  const call::FindSnapshot find{id, "before"};
  const auto nobody = ask(provider, find);
  REQUIRE(nobody.ok());
  CHECK(std::holds_alternative<Absent>(*nobody));

  const SnapshotId taken(done(provider, call::SnapshotVolume{id, "before", {fleet_tag(a_fleet().name)}}).id);
  CHECK(seen<VolumeSnapshot>(provider, find) == VolumeSnapshot{taken, "before", id, 50});
  const auto again = ask(provider, call::SnapshotVolume{id, "before", {}});
  REQUIRE_FALSE(again.ok());
  CHECK(again.error().kind == ErrorKind::conflict);

  done(provider, call::DestroyVolume{id});
  CHECK(observed(provider).volumes.empty());
  CHECK(seen<VolumeSnapshot>(provider, find).id == taken);
  CHECK_FALSE(ask(provider, call::SnapshotVolume{id, "after", {}}).ok());
}

void tags_say_whose_a_volume_is(Provider& provider) {
  const VolumeId id(done(provider, a_volume(50)).id);
  const auto tags = seen_volume(provider, id).tags;
  CHECK_FALSE(tags.empty());
  done(provider, call::UntagVolume{id, tags});
  CHECK(seen_volume(provider, id).tags.empty());
  CHECK(observed(provider).volumes.empty());
  done(provider, call::UntagVolume{id, {"never-seen"}});
  done(provider, call::TagVolume{id, tags});
  done(provider, call::TagVolume{id, tags});
  CHECK(seen_volume(provider, id).tags == tags);
  CHECK(observed(provider).volumes.at(kVolumeSlot).id == id);
  CHECK_FALSE(ask(provider, call::TagVolume{VolumeId("00000000-0000-4000-8000-000000000000"), tags}).ok());
}

void a_name_is_taken_once(Provider& provider) {
  done(provider, a_volume(50));
  const auto reply = ask(provider, a_volume(50));
  REQUIRE_FALSE(reply.ok());
  CHECK(reply.error().kind == ErrorKind::conflict);
}

void an_attached_volume_is_not_destroyed(Provider& provider) {
  const auto machine = running_machine(provider, 1);
  const VolumeId id(done(provider, a_volume(50)).id);
  done(provider, call::AttachVolume{id, machine, Region("nyc3")});
  const auto reply = ask(provider, call::DestroyVolume{id});
  REQUIRE_FALSE(reply.ok());
  CHECK(reply.error().kind == ErrorKind::conflict);
}

}  // namespace

TEST_CASE("every provider keeps the contract of volumes") {
  struct Clause {
    const char* that;
    void (*holds)(Provider&);
  };
  for (const auto& subject : contract_subjects()) {
    for (const auto& clause : {
             Clause{"volumes are made, seen and destroyed", volumes_are_made_seen_and_destroyed},
             Clause{"volumes come and go", volumes_come_and_go},
             Clause{"a volume grows", a_volume_grows},
             Clause{"a volume is found by its name", a_volume_is_found_by_its_name},
             Clause{"a snapshot is taken and found", a_snapshot_is_taken_and_found},
             Clause{"tags say whose a volume is", tags_say_whose_a_volume_is},
             Clause{"a name is taken once", a_name_is_taken_once},
             Clause{"an attached volume is not destroyed", an_attached_volume_is_not_destroyed},
         }) {
      DYNAMIC_SECTION(subject.name << ": " << clause.that) {
        const auto opened = subject.open();
        clause.holds(*opened.provider);
      }
    }
  }
}

}  // namespace muster
