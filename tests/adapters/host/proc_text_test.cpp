#include "reconciler/adapters/host/proc_text.hpp"

#include <catch2/catch.hpp>

#include "reconciler/adapters/host/filesystems.hpp"

using namespace muster;

TEST_CASE("the CPU line of /proc/stat") {
  struct Row {
    const char* that;
    const char* text;
    std::optional<CpuTimes> expected;
  };
  for (const auto& row : {
           Row{"all eight, guests are in user already", "cpu  100 20 30 400 50 6 7 8 90 10\ncpu0 1 1 1 1\n",
               CpuTimes{621, 450}},
           Row{"an old kernel tells four", "cpu 1 2 3 4\n", CpuTimes{10, 4}},
           Row{"not the first line", "intr 5\ncpu 1 2 3 4 5 6 7 8\n", CpuTimes{36, 9}},
           Row{"without its line break", "cpu 1 2 3 4", CpuTimes{10, 4}},
           Row{"cpu0 is not all of them", "cpu0 1 2 3 4\n", std::nullopt},
           Row{"cut short", "cpu 1 2 3", std::nullopt},
           Row{"not numbers", "cpu a b c d\n", std::nullopt},
           Row{"a number that is too large", "cpu 1 2 3 99999999999999999999999\n", std::nullopt},
           Row{"nothing", "", std::nullopt},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto times = cpu_times_in(row.text);
      CHECK(times.ok() == row.expected.has_value());
      if (times && row.expected) CHECK(*times == *row.expected);
    }
  }
}

TEST_CASE("CPU is what was used in between, never since the machine came up") {
  struct Row {
    const char* that;
    CpuTimes before, after;
    std::optional<int> milli;
  };
  for (const auto& row : {
           Row{"a quarter", {1000, 900}, {1400, 1200}, 25'000},
           Row{"nothing to do", {1000, 900}, {1400, 1300}, 0},
           Row{"all of it", {1000, 900}, {1400, 900}, 100'000},
           Row{"a third is rounded", {0, 0}, {300, 200}, 33'333},
           Row{"no time passed", {1000, 900}, {1000, 900}, std::nullopt},
           Row{"the machine was restarted", {100'000, 90'000}, {400, 300}, std::nullopt},
           Row{"idle went back by a little", {1000, 900}, {1100, 890}, 100'000},
           Row{"idle went back by a lot", {1000, 900}, {1100, 100}, std::nullopt},
           Row{"more idle than time", {1000, 900}, {1100, 1200}, std::nullopt},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto busy = busy_between(row.before, row.after);
      CHECK(busy.has_value() == row.milli.has_value());
      if (busy && row.milli) CHECK(busy->in_milli() == *row.milli);
    }
  }
}

TEST_CASE("memory is what is not available, so caches are not in the way") {
  const auto memory =
      memory_use_in("MemTotal:  1000 kB\nMemFree: 10 kB\nMemAvailable:    250 kB\nBuffers: 1 kB\n");
  REQUIRE(memory.ok());
  CHECK(*memory == MemoryUse{1'024'000, 256'000});
  CHECK(used_share(*memory) == Measure::whole(75));
  CHECK_FALSE(used_share({100, 200}).has_value());
  CHECK_FALSE(used_share({0, 0}).has_value());

  const auto old = memory_use_in("MemTotal: 1000 kB\nMemFree: 10 kB\n");
  REQUIRE_FALSE(old.ok());
  CHECK(old.error().what == "it contains no \"MemAvailable:\" with a number");
  CHECK_FALSE(memory_use_in("MemTotal: lots kB\nMemAvailable: 1 kB\n").ok());
  CHECK_FALSE(memory_use_in("").ok());
}

TEST_CASE("limits of a control group") {
  const auto two = cpu_quota_in("200000 100000\n");
  REQUIRE((two.ok() && two->has_value()));
  CHECK((*two)->quota == 200'000);
  CHECK((*two)->period == 100'000);
  CHECK(*cpu_quota_in("max 100000\n") == std::nullopt);
  for (const char* text : {"", "200000", "0 100000", "200000 0", "a b"}) CHECK_FALSE(cpu_quota_in(text).ok());

  CHECK(*byte_limit_in("max\n") == std::nullopt);
  CHECK(*byte_limit_in("1048576\n") == 1'048'576);
  CHECK_FALSE(byte_limit_in("").ok());
  CHECK(*number_behind("usage_usec 12\nuser_usec 7\n", "user_usec") == 7);
  CHECK_FALSE(number_behind("user_usec_more 7\n", "user_usec").ok());
}

TEST_CASE("which filesystems hold data") {
  struct Row {
    const char* type;
    const char* mount_point;
    bool holds;
  };
  for (const auto& row : {
           Row{"ext4", "/", true},
           Row{"overlay", "/", true},
           Row{"xfs", "/mnt/data-1", true},
           Row{"btrfs", "/home", true},
           Row{"tmpfs", "/tmp", false},
           Row{"proc", "/proc", false},
           Row{"ext4", "/boot", false},
           Row{"vfat", "/boot/efi", false},
           Row{"squashfs", "/snap/core/1", false},
           Row{"overlay", "/var/lib/docker/overlay2/x/merged", false},
           Row{"nfs4", "/mnt/far", false},
           Row{"fuse.sshfs", "/mnt/far", false},
           Row{"ext4", "/bootleg", true},
           Row{"ext4", "/srv", true},
       }) {
    INFO(row.type << " on " << row.mount_point);
    CHECK(holds_data(row.type, row.mount_point) == row.holds);
  }
}

TEST_CASE("mounts as the kernel writes them") {
  const auto mounts = data_mounts_in(
      "20 1 0:30 / / rw,relatime shared:1 - overlay overlay rw,lowerdir=/a\n"
      "21 20 0:5 / /proc rw - proc proc rw\n"
      "22 20 8:16 / /mnt/my\\040data rw,noatime - ext4 /dev/sdb rw\n"
      "23 20 8:32 / /usr ro - ext4 /dev/sdc ro\n"
      "24 20 8:48 / /data ro - ext4 /dev/sdd rw\n"
      "\nnonsense\n25 20 8:64 / /cut rw\n"
      "26 20 8:80 / /hidden rw - xfs /dev/sde rw\n27 20 0:40 / /hidden rw - tmpfs tmpfs rw\n"
      "28 20 8:96 / /twice rw - xfs /dev/sdf rw\n29 20 8:97 / /twice rw - ext4 /dev/sdg rw");
  CHECK(mounts == std::vector<Mount>{{"0:30", "/", "overlay", false, false},
                                     {"8:16", "/mnt/my data", "ext4", false, false},
                                     {"8:32", "/usr", "ext4", true, false},
                                     {"8:48", "/data", "ext4", false, false},
                                     {"8:97", "/twice", "ext4", false, false}});
}

TEST_CASE("whether /proc hides processes") {
  const auto hides = [](const std::string& options) {
    return hidepid_in("20 1 8:1 / / rw - ext4 /dev/sda rw\n21 20 0:5 / /proc rw - proc proc " + options +
                      "\n");
  };
  CHECK(hides("rw").empty());
  CHECK(hides("rw,hidepid=0").empty());
  CHECK(hides("rw,hidepid=off").empty());
  CHECK(hides("rw,gid=4,hidepid=2") == "2");
  CHECK(hides("rw,hidepid=invisible,subset=pid") == "invisible");
  CHECK(hidepid_in("21 20 0:5 / /proc rw - proc proc rw,hidepid=2\n22 20 0:6 / /proc rw - proc proc rw\n")
            .empty());
  CHECK(hidepid_in("").empty());
}

TEST_CASE("the filesystems that hold data, for PromQL") {
  const auto matchers = data_filesystem_matchers();
  CHECK(matchers.find("squashfs|") != std::string::npos);
  CHECK(matchers.find("|erofs|") != std::string::npos);
  CHECK(matchers.find("|(nfs|cifs|smb|fuse).*\"") != std::string::npos);
  CHECK(matchers.ends_with("mountpoint!~\"/(boot|snap|run|dev|sys|proc)($|/.*)\""));
}
